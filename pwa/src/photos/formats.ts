/**
 * What kind of picture a handful of bytes is, told by its first bytes and never by its file name:
 * a gallery may hand over a HEIC that calls itself .jpg.
 */

export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/heic'

/** The brands with which HEIF files of phones introduce themselves (ISO/IEC 23008-12, Annex B). */
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

/** The type the server will find when it looks at these bytes, or null when it is no picture it takes. */
export function pictureType(buffer: ArrayBuffer): PictureType | null {
  const head = new Uint8Array(buffer, 0, Math.min(buffer.byteLength, 16))
  if (head.length < 12) return null
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg'
  if (head[0] === 0x89 && ascii(head, 1, 4) === 'PNG') return 'image/png'
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'image/webp'
  if (ascii(head, 4, 8) === 'ftyp' && HEIC_BRANDS.includes(ascii(head, 8, 12))) return 'image/heic'
  return null
}

const ENDINGS: Record<PictureType, string> = {
  'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/heic': 'heic',
}

/** A file name for the upload: the photo's own id, so that no name of a person's gallery travels. */
export function fileName(id: string, type: string): string {
  return `${id}.${ENDINGS[type as PictureType] ?? 'bin'}`
}
