/** The thread in which pictures are made small, so that the camera page never stutters. */
import { offscreenDesk, shrink, type FromWorker, type ToWorker } from './shrink'

const post = (answer: FromWorker, moved: Transferable[]): void => { self.postMessage(answer, { transfer: moved }) }

self.onmessage = async (message: MessageEvent<ToWorker>): Promise<void> => {
  const { n, order } = message.data
  try {
    const done = await shrink(order, offscreenDesk)
    post({ n, done }, done.thumb ? [done.bytes, done.thumb] : [done.bytes])
  } catch (error) {
    post({ n, failed: String(error) }, [])
  }
}
