/**
 * When and where a picture was taken, as the camera wrote it into the file.
 *
 * A picture from the gallery is older than the moment it is added, and drawing it anew loses what its
 * camera knew, so this is read from the captured bytes before anything else happens to them.
 * Only the few tags a hazard needs are read (EXIF 2.32: orientation, DateTimeOriginal with its offset,
 * GPS position and error). Bytes that make no sense give `null` fields and never an error.
 */

export interface Exif {
  /** 1 to 8 as in TIFF; 1 when the file does not say. */
  orientation: number
  /** RFC 3339 with offset, or null. */
  taken_at: string | null
  /** WGS 84 degrees. */
  lat: number | null
  lon: number | null
  accuracy_m: number | null
}

const NOTHING: Exif = { orientation: 1, taken_at: null, lat: null, lon: null, accuracy_m: null }

const TAG = {
  orientation: 0x0112, exif: 0x8769, gps: 0x8825,
  dateTimeOriginal: 0x9003, offsetTimeOriginal: 0x9011,
  latRef: 1, lat: 2, lonRef: 3, lon: 4, mapDatum: 0x12, positioningError: 0x1f,
} as const

/** Bytes each TIFF type takes, by its number. */
const WIDTH: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 }

type Value = string | number[]
type Entries = Map<number, Value>

class Tiff {
  private readonly little: boolean
  constructor(private readonly view: DataView) {
    this.little = view.getUint16(0) === 0x4949
    if (view.getUint16(2, this.little) !== 42) throw new RangeError('not TIFF')
  }

  first(): Entries {
    return this.entries(this.view.getUint32(4, this.little))
  }

  entries(at: number): Entries {
    const found: Entries = new Map()
    const count = Math.min(this.view.getUint16(at, this.little), 512)
    for (let i = 0; i < count; i++) {
      const entry = at + 2 + i * 12
      if (entry + 12 > this.view.byteLength) break
      const value = this.value(entry)
      if (value !== null) found.set(this.view.getUint16(entry, this.little), value)
    }
    return found
  }

  private value(entry: number): Value | null {
    const type = this.view.getUint16(entry + 2, this.little)
    const count = this.view.getUint32(entry + 4, this.little)
    const width = WIDTH[type]
    if (width === undefined || count > 4096) return null
    const at = width * count <= 4 ? entry + 8 : this.view.getUint32(entry + 8, this.little)
    if (at + width * count > this.view.byteLength) return null
    if (type === 2) return this.text(at, count)
    return Array.from({ length: count }, (_, i) => this.number(type, at + i * width))
  }

  private text(at: number, count: number): string {
    const bytes = new Uint8Array(this.view.buffer, this.view.byteOffset + at, count)
    return String.fromCharCode(...bytes).replace(/\0.*$/s, '').trim()
  }

  private number(type: number, at: number): number {
    const v = this.view, le = this.little
    if (type === 3) return v.getUint16(at, le)
    if (type === 4) return v.getUint32(at, le)
    if (type === 9) return v.getInt32(at, le)
    if (type === 5) return v.getUint32(at, le) / v.getUint32(at + 4, le)
    if (type === 10) return v.getInt32(at, le) / v.getInt32(at + 4, le)
    return v.getUint8(at)
  }
}

/** The TIFF block inside a JPEG's APP1 segment, or null when it has none. */
function tiffBlock(buffer: ArrayBuffer): DataView | null {
  const view = new DataView(buffer)
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null
  let at = 2
  while (at + 4 <= view.byteLength) {
    const marker = view.getUint16(at)
    if ((marker & 0xff00) !== 0xff00 || marker === 0xffda) return null
    const length = view.getUint16(at + 2)
    const isExif = marker === 0xffe1 && length >= 16 && at + 10 <= view.byteLength
      && view.getUint32(at + 4) === 0x45786966 && view.getUint16(at + 8) === 0
    if (isExif) return new DataView(buffer, at + 10, Math.min(length - 8, view.byteLength - at - 10))
    at += 2 + length
  }
  return null
}

const firstOf = (entries: Entries, tag: number): number | null => {
  const value = entries.get(tag)
  return Array.isArray(value) && Number.isFinite(value[0]) ? (value[0] ?? null) : null
}

const textOf = (entries: Entries, tag: number): string => {
  const value = entries.get(tag)
  return typeof value === 'string' ? value : ''
}

function degrees(entries: Entries, tag: number, refTag: number, most: number): number | null {
  const parts = entries.get(tag)
  if (!Array.isArray(parts) || parts.length < 3 || !parts.every(Number.isFinite)) return null
  const [d = 0, m = 0, s = 0] = parts
  const value = d + m / 60 + s / 3600
  if (value > most) return null
  const south = /^[SW]/i.test(textOf(entries, refTag))
  return Number((south ? -value : value).toFixed(7))
}

function pad(n: number): string {
  return String(n).padStart(2, '0')
}

/** `+08:00` for a wall clock read on this phone at that moment; cameras without an offset mean the place they are in. */
export function localOffset(at: Date): string {
  const minutes = -at.getTimezoneOffset()
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`
}

function takenAt(exif: Entries): string | null {
  const wall = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(textOf(exif, TAG.dateTimeOriginal))
  if (!wall) return null
  const [y, mo, d, h, mi, s] = wall.slice(1).map(Number) as [number, number, number, number, number, number]
  const here = new Date(y, mo - 1, d, h, mi, s)
  // A camera whose clock was never set writes 0000:00:00 or the like; Date rolls such values over.
  if (here.getMonth() !== mo - 1 || here.getDate() !== d || here.getHours() !== h || y < 1990) return null
  const named = textOf(exif, TAG.offsetTimeOriginal)
  const offset = /^[+-]\d{2}:\d{2}$/.test(named) ? named : localOffset(here)
  return `${y}-${pad(mo)}-${pad(d)}T${pad(h)}:${pad(mi)}:${pad(s)}${offset}`
}

function position(gps: Entries): Pick<Exif, 'lat' | 'lon' | 'accuracy_m'> {
  const lat = degrees(gps, TAG.lat, TAG.latRef, 90)
  const lon = degrees(gps, TAG.lon, TAG.lonRef, 180)
  // 0, 0 is what a camera without a fix writes; nobody inspects a factory in the Gulf of Guinea.
  if (lat === null || lon === null || (lat === 0 && lon === 0)) return { lat: null, lon: null, accuracy_m: null }
  const error = firstOf(gps, TAG.positioningError)
  return { lat, lon, accuracy_m: error === null ? null : Math.round(error * 10) / 10 }
}

/** Time and place of a picture. Anything but a JPEG with a readable EXIF block answers with nothing known. */
export function readExif(buffer: ArrayBuffer): Exif {
  try {
    const block = tiffBlock(buffer)
    if (!block) return NOTHING
    const tiff = new Tiff(block)
    const root = tiff.first()
    const below = (tag: number): Entries => {
      const at = firstOf(root, tag)
      return at === null ? new Map<number, Value>() : tiff.entries(at)
    }
    const turned = firstOf(root, TAG.orientation) ?? 1
    return {
      orientation: turned >= 1 && turned <= 8 ? turned : 1,
      taken_at: takenAt(below(TAG.exif)),
      ...position(below(TAG.gps)),
    }
  } catch (error) {
    if (error instanceof RangeError) return NOTHING
    throw error
  }
}
