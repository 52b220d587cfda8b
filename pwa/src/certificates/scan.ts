/**
 * Reading the QR code on a card: by the browser where it can, else by a small library that is fetched only then
 * (and lies on the phone with the app). What a code says is text to be matched; an address in it is never opened.
 */
import { onBeforeUnmount, onMounted, type Ref } from 'vue'

type Seen = HTMLVideoElement | ImageBitmap
type Read = (from: Seen) => Promise<string | null>

/** In the Shape Detection API, which TypeScript's DOM types leave out. */
interface Detector { detect(from: Seen): Promise<readonly { readonly rawValue: string }[]> }
interface Detecting { new(options: { formats: readonly string[] }): Detector, getSupportedFormats(): Promise<readonly string[]> }

/** Enough for a code that fills a third of the frame, and quick on a small phone. */
const SIDE = 720

const sizeOf = (from: Seen): readonly [number, number] => from instanceof HTMLVideoElement ? [from.videoWidth, from.videoHeight] : [from.width, from.height]

async function byLibrary(): Promise<Read> {
  const { decodeQR } = await import('qr/decode.js')
  const sheet = document.createElement('canvas')
  const pen = sheet.getContext('2d', { willReadFrequently: true })
  return (from) => {
    const [width, height] = sizeOf(from)
    if (!width || !height || !pen) return Promise.resolve(null)
    const scale = Math.min(1, SIDE / Math.min(width, height))
    sheet.width = Math.round(width * scale)
    sheet.height = Math.round(height * scale)
    pen.drawImage(from, 0, 0, sheet.width, sheet.height)
    try {
      return Promise.resolve(decodeQR(pen.getImageData(0, 0, sheet.width, sheet.height)))
    } catch {
      // No code in this frame: it says so by an error.
      return Promise.resolve(null)
    }
  }
}

async function reader(): Promise<Read> {
  const Detects = (window as { BarcodeDetector?: Detecting }).BarcodeDetector
  const formats = await Detects?.getSupportedFormats().catch(() => []) ?? []
  if (!Detects || !formats.includes('qr_code')) return byLibrary()
  const detector = new Detects({ formats: ['qr_code'] })
  return async from => (await detector.detect(from))[0]?.rawValue ?? null
}

let ready: Promise<Read> | null = null
/** A failed fetch is tried again at the next frame. */
const reading = (): Promise<Read> => ready ??= reader().catch((error: unknown) => { ready = null; throw error })

/** What a picture of a card says, or null. */
export async function readPicture(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file)
  try {
    return await (await reading())(picture)
  } finally {
    picture.close()
  }
}

const BETWEEN_MS = 250

/** Look at the video's frames while it shows something; `found` is told what a code says. */
export function useScanning(video: Readonly<Ref<HTMLVideoElement | null>>, found: (text: string) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false
  async function look(): Promise<void> {
    const shown = video.value
    if (shown?.videoWidth && !shown.paused) {
      const text = await reading().then(read => read(shown)).catch(() => null)
      if (text && !over) found(text)
    }
    if (!over) timer = setTimeout(() => { void look() }, BETWEEN_MS)
  }
  onMounted(() => { void look() })
  onBeforeUnmount(() => {
    over = true
    clearTimeout(timer)
  })
}
