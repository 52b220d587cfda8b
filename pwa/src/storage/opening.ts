/**
 * A phone whose store does not open at once: another process still holds it, the system is busy, or it is broken.
 *
 * Nothing is decided before it has been read: whoever cannot read what was saved must neither begin anew beside it nor
 * show anybody out.
 */
import { type Ref, ref, shallowReadonly } from 'vue'

/**
 * How long to wait before each further try, in ms: a process that is ending lets go within seconds. Few, since the
 * browser takes two seconds to refuse one opening, and each try is several.
 */
const PAUSES = [500, 2500]

const closed = ref(false)

/** Whether the phone's store did not open, however often it was tried. */
export const useClosed = (): Readonly<Ref<boolean>> => shallowReadonly(closed)

/** Run the first readings, again after a while where the store does not open. Throws what the last try threw. */
export async function patiently<T>(read: () => Promise<T>, pauses: readonly number[] = PAUSES): Promise<T> {
  for (const pause of pauses) {
    try {
      return await read()
    } catch (error) {
      console.warn('The store did not open, and is tried again', error)
      await new Promise((done) => setTimeout(done, pause))
    }
  }
  try {
    return await read()
  } catch (error) {
    closed.value = true
    throw error
  }
}
