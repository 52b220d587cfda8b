/**
 * The page's handle on the shrink worker. Where there is no OffscreenCanvas in workers, or the worker
 * dies, the page does the work itself. Callers hand over one picture at a time: a cheap phone has the
 * memory for one.
 */
import { shrink, type Desk, type FromWorker, type ShrinkOrder, type Shrunk, type ToWorker } from './shrink'

interface Waiting { order: ShrinkOrder; resolve: (done: Shrunk) => void; reject: (error: unknown) => void }

/** A sheet in the page, for browsers whose workers cannot draw. */
const pageDesk: Desk = (width, height) => {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new Error('this browser gives no canvas')
  return {
    // The two contexts draw alike; only the page's has a link to its element, which nobody here uses.
    context: context as unknown as OffscreenCanvasRenderingContext2D,
    image: canvas,
    get width() { return canvas.width },
    get height() { return canvas.height },
    resize(w, h) { canvas.width = w; canvas.height = h },
    jpeg: quality => new Promise((resolve, reject) => canvas.toBlob(
      blob => blob ? resolve(blob) : reject(new Error('the canvas gave no picture')), 'image/jpeg', quality)),
  }
}

let worker: Worker | null | undefined
let count = 0
const waiting = new Map<number, Waiting>()

const onPage = (job: Waiting): void => { shrink(job.order, pageDesk).then(job.resolve, job.reject) }

/** Everything in hand goes to the page: a worker that was killed for memory answers nobody. */
function giveUp(): void {
  worker?.terminate()
  worker = null
  for (const [n, job] of waiting) {
    waiting.delete(n)
    onPage(job)
  }
}

function start(): Worker | null {
  if (worker !== undefined) return worker
  if (typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined') return (worker = null)
  worker = new Worker(new URL('./shrink.worker.ts', import.meta.url), { type: 'module' })
  worker.onerror = giveUp
  worker.onmessageerror = giveUp
  worker.onmessage = (message: MessageEvent<FromWorker>): void => {
    const { n, done } = message.data
    const job = waiting.get(n)
    if (!job) return
    waiting.delete(n)
    // A worker's canvas can fail where the page's own still works (old WebViews).
    if (done) job.resolve(done)
    else onPage(job)
  }
  return worker
}

/** Shrink in the worker when there is one, on the page when not. */
export function shrinkAside(order: ShrinkOrder): Promise<Shrunk> {
  const thread = start()
  return new Promise((resolve, reject) => {
    const job = { order, resolve, reject }
    if (!thread) return onPage(job)
    const n = ++count
    waiting.set(n, job)
    thread.postMessage({ n, order } satisfies ToWorker)
  })
}
