/**
 * Make a captured picture small enough for a weak signal, with the stamp drawn in.
 *
 * Runs in the shrink worker, or on the page where a browser has no OffscreenCanvas. Out comes a JPEG of
 * at most 1600 pixels on its long edge and about 400 KB, upright, without the camera's metadata (time and
 * place were read before and travel as data), its SHA-256, and a thumbnail for this phone's own lists.
 * A file this browser cannot open (HEIC outside Safari) is kept as it is; the server makes the JPEG.
 */
import { sha256 } from '../lib/sha256'
import { drawStamp, layoutStamp, measurer, type StampLines, type StampMode } from './stamp'

export const LONG_EDGE = 1600
export const MOST_BYTES = 400 * 1024
export const THUMB_EDGE = 320
const QUALITIES = [0.82, 0.74, 0.66, 0.58, 0.5, 0.42]

export interface ShrinkOrder { bytes: ArrayBuffer; type: string; stamp: StampLines | null; mode: StampMode }
export interface Shrunk {
  bytes: ArrayBuffer
  type: string
  /** Lower-case hex. */
  sha256: string
  thumb: ArrayBuffer | null
  /** Pixels; null when the browser could not open the picture and it was kept as it is. */
  width: number | null
  height: number | null
}

/** What a picture is drawn on: the worker's canvas, or the page's where there is no other. */
export interface Sheet {
  resize(width: number, height: number): void
  readonly width: number
  readonly height: number
  readonly context: OffscreenCanvasRenderingContext2D
  readonly image: CanvasImageSource
  jpeg(quality: number): Promise<Blob>
}
export type Desk = (width: number, height: number) => Sheet

/** A sheet that needs no page. */
export const offscreenDesk: Desk = (width, height) => {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new Error('this browser gives no canvas')
  return {
    context, image: canvas,
    get width() { return canvas.width },
    get height() { return canvas.height },
    resize(w, h) { canvas.width = w; canvas.height = h },
    jpeg: quality => canvas.convertToBlob({ type: 'image/jpeg', quality }),
  }
}

export interface ToWorker { n: number; order: ShrinkOrder }
export interface FromWorker { n: number; done?: Shrunk; failed?: string }

/** Size with the long edge at most `edge`; never larger than it was. */
export function within(width: number, height: number, edge: number): { width: number; height: number } {
  const k = Math.min(1, edge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * k)), height: Math.max(1, Math.round(height * k)) }
}

/** SHA-256 as the protocol writes it: lower-case hex. */
async function open(order: ShrinkOrder): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(new Blob([order.bytes], { type: order.type }), { imageOrientation: 'from-image' })
  } catch {
    return null
  }
}

/** The picture at its final size, stamped. A strip under a gallery picture counts towards its long edge. */
function draw(bitmap: ImageBitmap, edge: number, order: ShrinkOrder, desk: Desk): Sheet {
  const picture = within(bitmap.width, bitmap.height, edge)
  const sheet = desk(picture.width, picture.height)
  const layout = order.stamp && layoutStamp(picture.width, picture.height, order.stamp, order.mode, measurer(sheet.context))
  if (layout) sheet.resize(layout.width, layout.height)
  sheet.context.imageSmoothingQuality = 'high'
  sheet.context.drawImage(bitmap, 0, 0, picture.width, picture.height)
  if (layout) drawStamp(sheet.context, layout)
  return sheet
}

async function smallEnough(bitmap: ImageBitmap, order: ShrinkOrder, desk: Desk): Promise<{ blob: Blob; sheet: Sheet }> {
  let edge = LONG_EDGE
  let sheet = draw(bitmap, edge, order, desk)
  const long = Math.max(sheet.height, sheet.width)
  if (long > LONG_EDGE) {
    edge = Math.floor(edge * LONG_EDGE / long)
    sheet = draw(bitmap, edge, order, desk)
  }
  for (;;) {
    let blob: Blob | null = null
    for (const quality of QUALITIES) {
      blob = await sheet.jpeg(quality)
      if (blob.size <= MOST_BYTES) return { blob, sheet }
    }
    // Noise that will not compress (gravel, mesh): fewer pixels serve better than mush.
    edge = Math.floor(edge * 0.8)
    if (edge < 640 && blob) return { blob, sheet }
    sheet = draw(bitmap, edge, order, desk)
  }
}

async function thumbOf(whole: Sheet, desk: Desk): Promise<ArrayBuffer> {
  const size = within(whole.width, whole.height, THUMB_EDGE)
  const small = desk(size.width, size.height)
  small.context.imageSmoothingQuality = 'high'
  small.context.drawImage(whole.image, 0, 0, size.width, size.height)
  return (await small.jpeg(0.72)).arrayBuffer()
}

/** Shrink, stamp and hash one picture. Never fails on a picture it cannot open: that one is kept whole. */
export async function shrink(order: ShrinkOrder, desk: Desk): Promise<Shrunk> {
  const bitmap = await open(order)
  if (!bitmap) {
    return { bytes: order.bytes, type: order.type, sha256: await sha256(order.bytes), thumb: null, width: null, height: null }
  }
  try {
    const { blob, sheet } = await smallEnough(bitmap, order, desk)
    const bytes = await blob.arrayBuffer()
    return {
      bytes, type: 'image/jpeg', sha256: await sha256(bytes), thumb: await thumbOf(sheet, desk),
      width: sheet.width, height: sheet.height,
    }
  } finally {
    bitmap.close()
  }
}
