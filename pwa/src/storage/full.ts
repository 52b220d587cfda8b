/**
 * A full phone. Every saving is one transaction, so that what was saved before stays as it was; here it is made
 * known, and what can make room by itself is tried first.
 */
import { type Ref, ref, shallowReadonly } from 'vue'

import { clearStored, dropExamples } from './clearing'

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

/** Run a saving; when the phone is full, first let go of what the server has (example pictures, originals), then try once more. */
export async function withRoom<T>(save: () => Promise<T>): Promise<T> {
  try {
    return await attempt(save)
  } catch (error) {
    if (!isFull(error)) throw error
  }
  await dropExamples().catch(() => undefined)
  await clearStored().catch((error: unknown) => { if (!isFull(error)) throw error })
  try {
    return await attempt(save)
  } catch (error) {
    if (!isFull(error)) throw error
    refused.value = true
    throw new NoRoom()
  }
}

/** What the phone does by itself, again and again until it has found room: store news, make photos ready. */
type Work = 'news' | 'photos'

const full = ref<'act' | 'work' | null>(null)
/** It is told once for all of these, until every one goes on. */
const stuck = new Set<Work>()

/** What could not be kept and nobody has read yet: something the person did, or what the phone does by itself. */
export const useFull = (): Readonly<Ref<'act' | 'work' | null>> => shallowReadonly(full)

/** Tell the person, where no form says it itself. Answers whether it was about room at all. */
export function tellFull(error: unknown, what: 'act' | Work = 'act'): boolean {
  if (!isFull(error)) return false
  if (what === 'act') full.value = 'act'
  else {
    if (stuck.size === 0) full.value ??= 'work'
    stuck.add(what)
  }
  return true
}

export function readFull(): void {
  full.value = null
}

/** What the phone does by itself has found room again. */
export function goesOn(what: Work): void {
  stuck.delete(what)
  if (stuck.size === 0 && full.value === 'work') full.value = null
}

/** What no page has caught: said on whatever page is open. Answers how to stop. */
export function watchForFull(): () => void {
  const heard = (event: PromiseRejectionEvent): void => { if (tellFull(event.reason)) event.preventDefault() }
  window.addEventListener('unhandledrejection', heard)
  return () => window.removeEventListener('unhandledrejection', heard)
}
