/** The laws of reading a camera's notes: what is written is read, what is not is null, and nothing breaks it. */
import { describe, expect, it } from 'vitest'
import { localOffset, readExif } from './exif'
import { pictureType, fileName } from './formats'
import { GALLERY_JPEG } from './fixtures'

type Field = [tag: number, type: 2 | 3 | 4 | 5, values: string | number[]]

/** A TIFF block with a root directory and, below it, an EXIF and a GPS directory, in either byte order. */
function tiff(little: boolean, exif: Field[], gps: Field[], orientation = 1): Uint8Array {
  const view = new DataView(new ArrayBuffer(2048))
  view.setUint16(0, little ? 0x4949 : 0x4d4d)
  view.setUint16(2, 42, little)
  view.setUint32(4, 8, little)
  let free = 1024
  const directory = (at: number, fields: Field[]): number => {
    view.setUint16(at, fields.length, little)
    fields.forEach(([tag, type, values], i) => {
      const entry = at + 2 + i * 12
      const list = typeof values === 'string' ? [...values].map(c => c.charCodeAt(0)).concat(0) : values
      const width = { 2: 1, 3: 2, 4: 4, 5: 8 }[type]
      view.setUint16(entry, tag, little)
      view.setUint16(entry + 2, type, little)
      view.setUint32(entry + 4, list.length, little)
      const inside = list.length * width <= 4
      const put = inside ? entry + 8 : free
      if (!inside) { view.setUint32(entry + 8, free, little); free += list.length * width }
      list.forEach((v, n) => {
        if (type === 2) view.setUint8(put + n, v)
        if (type === 3) view.setUint16(put + n * 2, v, little)
        if (type === 4) view.setUint32(put + n * 4, v, little)
        if (type === 5) { view.setUint32(put + n * 8, Math.round(v * 10_000), little); view.setUint32(put + n * 8 + 4, 10_000, little) }
      })
    })
    return at + 2 + fields.length * 12 + 4
  }
  const exifAt = 100, gpsAt = 300
  directory(8, [[0x0112, 3, [orientation]], [0x8769, 4, [exifAt]], [0x8825, 4, [gpsAt]]])
  directory(exifAt, exif)
  directory(gpsAt, gps)
  return new Uint8Array(view.buffer)
}

function jpegWith(block: Uint8Array): ArrayBuffer {
  const head = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0]
  const length = block.length + 8
  const app1 = [0xff, 0xe1, length >> 8, length & 255, 0x45, 0x78, 0x69, 0x66, 0, 0]
  return Uint8Array.from([...head, ...app1, ...block, 0xff, 0xda, 0, 2]).buffer
}

const TIME: Field[] = [[0x9003, 2, '2026:11:19 15:20:09'], [0x9011, 2, '+08:00']]
const PLACE: Field[] = [[1, 2, 'N'], [2, 5, [25, 26, 30.6]], [3, 2, 'E'], [4, 5, [119, 0, 55.8]], [0x1f, 5, [8.25]]]

describe('a camera that wrote down when and where', () => {
  it.each<[string, boolean]>([['little', true], ['big', false]])('is believed, %s end first', (_, little) => {
    const read = readExif(jpegWith(tiff(little, TIME, PLACE, 6)))
    expect(read.orientation).toBe(6)
    expect(read.taken_at).toBe('2026-11-19T15:20:09+08:00')
    expect(read.lat).toBeCloseTo(25.4418333, 5)
    expect(read.lon).toBeCloseTo(119.0155, 5)
    expect(read.accuracy_m).toBe(8.3)
  })

  it('is read in a real file of another program', () => {
    const read = readExif(GALLERY_JPEG())
    expect(read).toMatchObject({ orientation: 6, taken_at: '2026-11-18T09:12:33+08:00', accuracy_m: 12 })
    expect(read.lat).toBeCloseTo(25.4319, 4)
    expect(read.lon).toBeCloseTo(119.0072, 4)
  })

  it('means the place it is in when it names no offset', () => {
    const read = readExif(jpegWith(tiff(true, [TIME[0]!], [])))
    expect(read.taken_at).toBe(`2026-11-19T15:20:09${localOffset(new Date(2026, 10, 19, 15, 20, 9))}`)
  })

  it('counts south and west downwards', () => {
    const read = readExif(jpegWith(tiff(true, [], [[1, 2, 'S'], [2, 5, [33, 30, 0]], [3, 2, 'W'], [4, 5, [70, 36, 0]]])))
    expect([read.lat, read.lon]).toEqual([-33.5, -70.6])
  })
})

describe('a camera that knew less', () => {
  it.each([
    ['a clock that was never set', [[0x9003, 2, '0000:00:00 00:00:00']] as Field[]],
    ['a date that is none', [[0x9003, 2, '2026:02:31 10:00:00']] as Field[]],
    ['words', [[0x9003, 2, 'yesterday']] as Field[]],
  ])('has no time: %s', (_, fields) => expect(readExif(jpegWith(tiff(true, fields, []))).taken_at).toBeNull())

  it('has no position at 0, 0', () => {
    const read = readExif(jpegWith(tiff(true, [], [[1, 2, 'N'], [2, 5, [0, 0, 0]], [3, 2, 'E'], [4, 5, [0, 0, 0]]])))
    expect([read.lat, read.lon]).toEqual([null, null])
  })

  it('never breaks the reader, wherever its file was cut or bent', () => {
    const whole = new Uint8Array(jpegWith(tiff(true, TIME, PLACE)))
    for (let cut = 0; cut < whole.length; cut += 3) {
      expect(() => readExif(whole.slice(0, cut).buffer)).not.toThrow()
      const bent = whole.slice()
      bent[cut] = 0xff
      expect(() => readExif(bent.buffer)).not.toThrow()
    }
  })
})

describe('what a file is', () => {
  const of = (...bytes: number[]): ArrayBuffer => Uint8Array.from([...bytes, ...new Array<number>(16).fill(0)]).buffer
  const text = (s: string): number[] => [...s].map(c => c.charCodeAt(0))
  it('is told by its first bytes', () => {
    expect(pictureType(GALLERY_JPEG())).toBe('image/jpeg')
    expect(pictureType(of(0x89, ...text('PNG\r\n')))).toBe('image/png')
    expect(pictureType(of(...text('RIFF'), 1, 2, 3, 4, ...text('WEBP')))).toBe('image/webp')
    expect(pictureType(of(0, 0, 0, 24, ...text('ftypheic')))).toBe('image/heic')
    expect(pictureType(of(...text('%PDF-1.7')))).toBeNull()
    expect(pictureType(new ArrayBuffer(3))).toBeNull()
  })
  it('names the file by the photo, not by the gallery', () => {
    expect(fileName('abc', 'image/heic')).toBe('abc.heic')
    expect(fileName('abc', 'image/jpeg')).toBe('abc.jpg')
  })
})
