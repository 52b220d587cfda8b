/**
 * A form that nobody loses: saved at every change, silently, and there again on coming back.
 */
import { onScopeDispose, ref, type Ref, shallowRef, watch } from 'vue'

import { answersAtOnce, db } from '../database'
import { stamp } from '../lib/clock'
import { afterPaint } from '../lib/moment'
import { tellFull, withRoom } from '../storage/full'

export interface Drafting<T> {
  readonly values: Ref<T>
  /** When the draft that was found had been saved, or null when the form began empty. */
  readonly restored: Readonly<Ref<string | null>>
  /** Begin anew. */
  clear(): Promise<void>
  /** Done: nothing to come back to. */
  done(): Promise<void>
  /** All that was typed is on the disk. */
  settle(): Promise<void>
}

/** How long the hand may rest before what it wrote is saved, in ms. */
const PAUSE = 200

export function useDraft<T extends object>(key: string, begin: () => T): Drafting<T> {
  const values = ref(begin()) as Ref<T>
  const restored = shallowRef<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false
  let quiet = false
  let saving: Promise<unknown> = Promise.resolve()

  const save = (): void => {
    clearTimeout(timer)
    timer = undefined
    const value = JSON.parse(JSON.stringify(values.value)) as unknown
    // What finds no room stays in the form, and the person is told; the next change tries again.
    saving = saving.then(() => withRoom(() => db().drafts.put({ key, at: stamp(), value }))).catch((error: unknown) => { if (!tellFull(error)) throw error })
  }
  // A store that is still closed is opened when the form has been drawn.
  const read = (answersAtOnce() ? db().drafts.get(key) : afterPaint().then(() => db().drafts.get(key))).then((draft) => {
    if (!draft || closed || timer !== undefined) return
    quiet = true
    values.value = { ...begin(), ...(draft.value as Partial<T>) }
    restored.value = draft.at
  })
  watch(values, () => {
    if (quiet) { quiet = false; return }
    if (closed) return
    clearTimeout(timer)
    timer = setTimeout(save, PAUSE)
  }, { deep: true, flush: 'sync' })
  onScopeDispose(() => { if (timer !== undefined && !closed) save() })

  const drop = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    await saving
    await db().drafts.delete(key)
    restored.value = null
  }
  return {
    values,
    restored,
    clear: async () => { quiet = true; values.value = begin(); await drop() },
    done: async () => { closed = true; await drop() },
    settle: async () => { await read; if (timer !== undefined) save(); await saving },
  }
}
