/**
 * What a picture file says of itself before a pixel is drawn: how large it is, and whether its end is there.
 *
 * A few bytes can decode to more than a cheap phone has memory for, and a copy that broke off still draws its
 * upper half. Both are known from the file's own marks. Where those make no sense the size is null.
 */
import type { PictureType } from './formats'

export interface Header {
  /** Pixels, or null when the file does not say. */
  readonly pixels: number | null
  /** false: it ends before its own last mark. */
  readonly whole: boolean
}

const name = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))

/** Whether the marker of a JPEG begins a frame, which carries the size (ITU-T T.81, table B.1). */
const isFrame = (marker: number): boolean => marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)

/** A JPEG's end stands behind its scan, where every other FF is followed by a nought or a mark of restart. */
function jpegEnds(view: DataView, from: number): boolean {
  for (let at = view.byteLength - 2; at >= from; at--) {
    if (view.getUint16(at) === 0xffd9) return true
  }
  return false
}

function jpeg(view: DataView): Header {
  let pixels: number | null = null
  for (let at = 2; at + 4 <= view.byteLength;) {
    const marker = view.getUint16(at)
    // Any number of FF may stand before a mark.
    if (marker === 0xffff) { at += 1; continue }
    if ((marker & 0xff00) !== 0xff00) break
    if (isFrame(marker) && at + 9 <= view.byteLength) pixels = view.getUint16(at + 5) * view.getUint16(at + 7)
    if (marker === 0xffda) return { pixels, whole: jpegEnds(view, at + 2) }
    at += 2 + view.getUint16(at + 2)
  }
  return { pixels, whole: false }
}

function png(view: DataView): Header {
  const pixels = view.byteLength >= 24 ? view.getUint32(16) * view.getUint32(20) : null
  for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) {
    if (name(view, at + 4) === 'IEND') return { pixels, whole: true }
  }
  return { pixels, whole: false }
}

/** Three bytes, the least first. */
const three = (view: DataView, at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000

function webpPixels(view: DataView): number | null {
  if (view.byteLength < 30) return null
  const kind = name(view, 12)
  if (kind === 'VP8X') return (three(view, 24) + 1) * (three(view, 27) + 1)
  if (kind === 'VP8 ') return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff)
  if (kind !== 'VP8L') return null
  const bits = view.getUint32(21, true)
  return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1)
}

const webp = (view: DataView): Header => ({ pixels: webpPixels(view), whole: view.byteLength >= 8 + view.getUint32(4, true) })

/** The largest size any item of a HEIF names: a grid names its tiles too. */
function largestExtent(view: DataView, from: number, to: number): number | null {
  let most: number | null = null
  for (let at = from; at + 16 <= to; at++) {
    if (view.getUint32(at) === 0x69737065) most = Math.max(most ?? 0, view.getUint32(at + 8) * view.getUint32(at + 12))
  }
  return most
}

/** Whole once the list of items and their bytes are there; some phones write notes of their own behind them. */
function heic(view: DataView): Header {
  const seen = new Set<string>()
  let pixels: number | null = null
  for (let at = 0; at + 8 <= view.byteLength;) {
    const said = view.getUint32(at)
    // 0: to the end of the file; 1: the size stands in the eight bytes behind the name.
    const size = said === 0 ? view.byteLength - at : said === 1 && at + 16 <= view.byteLength ? Number(view.getBigUint64(at + 8)) : said
    if (size < 8 || at + size > view.byteLength) break
    const box = name(view, at + 4)
    if (box === 'meta') pixels = largestExtent(view, at + 8, at + size)
    seen.add(box)
    at += size
  }
  return { pixels, whole: seen.has('meta') && seen.has('mdat') }
}

const READERS: Readonly<Record<PictureType, (view: DataView) => Header>> = {
  'image/jpeg': jpeg, 'image/png': png, 'image/webp': webp, 'image/heic': heic,
}

/** Read the marks of a file whose first bytes are those of `type`. */
export function readHeader(buffer: ArrayBuffer, type: PictureType): Header {
  return READERS[type](new DataView(buffer))
}
