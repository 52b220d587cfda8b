/**
 * A full phone. Every saving is one transaction, so that what was saved before stays as it was; here it is made
 * known, and what can make room by itself is tried first.
 */
import { type Ref, ref, shallowReadonly } from 'vue'

import { clearStored } from './clearing'

/** The phone has no room. What was saved before is untouched. */
export class NoRoom extends Error {
  constructor() { super('no room on this phone'); this.name = 'NoRoom' }
}

/** Whether this says that the disk is full, however deep the store has wrapped it. */
export function isFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { name, inner, failures } = error as { name?: string, inner?: unknown, failures?: unknown }
  if (name === 'QuotaExceededError' || name === 'NoRoom') return true
  return isFull(inner) || (Array.isArray(failures) && failures.some(isFull))
}

const refused = ref(false)

/** Whether the last saving found no room. Browsers tell a quota that has little to do with the disk; this one is sure. */
export const useRefused = (): Readonly<Ref<boolean>> => shallowReadonly(refused)

async function attempt<T>(save: () => Promise<T>): Promise<T> {
  const saved = await save()
  refused.value = false
  return saved
}

/** Run a saving; when the phone is full, first let go of originals the server has, then try once more. */
export async function withRoom<T>(save: () => Promise<T>): Promise<T> {
  try {
    return await attempt(save)
  } catch (error) {
    if (!isFull(error)) throw error
  }
  await clearStored().catch((error: unknown) => { if (!isFull(error)) throw error })
  try {
    return await attempt(save)
  } catch (error) {
    if (!isFull(error)) throw error
    refused.value = true
    throw new NoRoom()
  }
}

const full = ref(false)

/** Whether something could not be kept and nobody has read it yet. */
export const useFull = (): Readonly<Ref<boolean>> => shallowReadonly(full)

/** Tell the person, where no form says it itself. Answers whether it was about room at all. */
export function tellFull(error: unknown): boolean {
  if (!isFull(error)) return false
  full.value = true
  return true
}

export function readFull(): void {
  full.value = false
}

/** What no page has caught: said on whatever page is open. Answers how to stop. */
export function watchForFull(): () => void {
  const heard = (event: PromiseRejectionEvent): void => { if (tellFull(event.reason)) event.preventDefault() }
  window.addEventListener('unhandledrejection', heard)
  return () => window.removeEventListener('unhandledrejection', heard)
}
