/**
 * Whether two pictures are the same one, told by their light and dark in small squares.
 *
 * A plain check and never a verdict: it finds the before photo handed in again as the after photo, also when
 * it was drawn anew with another stamp. Two photos of one scene differ far more than one photo drawn twice.
 */

/** Edge of the sample, in squares. */
export const SIDE = 32

/** Mean difference of brightness, in steps of 255, up to which two samples are one picture drawn twice. */
const SAME = 3

/** Brightness of each square of an RGBA sample of SIDE by SIDE. */
export function brightness(rgba: Uint8ClampedArray): Float32Array {
  const light = new Float32Array(SIDE * SIDE)
  for (let i = 0; i < light.length; i++) {
    light[i] = 0.299 * (rgba[i * 4] ?? 0) + 0.587 * (rgba[i * 4 + 1] ?? 0) + 0.114 * (rgba[i * 4 + 2] ?? 0)
  }
  return light
}

/** Mean difference over the upper squares; the lowest fifth may carry the stamp. */
export function difference(a: Float32Array, b: Float32Array): number {
  const rows = Math.floor(SIDE * 0.8)
  let sum = 0
  for (let i = 0; i < rows * SIDE; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0))
  return sum / (rows * SIDE)
}

/** Whether the picture is, most likely, one of these samples of the other. */
export const samePicture = (one: Float32Array, others: readonly Float32Array[]): boolean => others.some(other => difference(one, other) <= SAME)

/** The part of a photo's height that is picture, when a strip was added below it (photos/stamp.ts, `under`). */
const WITHOUT_STRIP = 520 / (520 + 92)

/** Samples of a picture at this address: as it is, and as it would be without a strip below. */
export async function sample(src: string): Promise<Float32Array[]> {
  const image = new Image()
  image.src = src
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return []
  context.imageSmoothingQuality = 'high'
  return [1, WITHOUT_STRIP].map(share => {
    context.drawImage(image, 0, 0, image.naturalWidth, image.naturalHeight * share, 0, 0, SIDE, SIDE)
    return brightness(context.getImageData(0, 0, SIDE, SIDE).data)
  })
}
