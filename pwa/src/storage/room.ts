/** How much room this phone gives the app, told in photos, and whether it has promised to keep what is here. */
import { type Ref, computed, onMounted, shallowRef } from 'vue'

import { db } from '../database'
import { idle } from '../lib/moment'
import { useRefused } from './full'

export interface Room {
  /** Bytes. */
  readonly used: number
  readonly quota: number
  /** Photos of the usual size that still go in; about. */
  readonly fits: number
}

/** A photo made small and its thumbnail, before this phone has any of its own to judge by. */
const USUAL_PHOTO = 420 * 1024
const THUMB = 20 * 1024
/** Kept back for words, which must always find room. */
const FOR_WORDS = 2 * 1024 * 1024
/** So few that it must be said without being asked. */
export const FEW = 100
/** Beyond this nobody counts. */
export const MANY = 10_000

/** Photos that go into what is left. */
export function photosThatFit(left: number, each: number): number {
  return Math.max(0, Math.floor((left - FOR_WORDS) / each))
}

/** What one of the last photos on this phone took on average. */
async function usualPhoto(): Promise<number> {
  const last = await db().captures.orderBy('id').reverse().filter((one) => (one.size ?? 0) > 0).limit(50).toArray()
  return last.length === 0 ? USUAL_PHOTO : last.reduce((sum, one) => sum + (one.size ?? 0), 0) / last.length + THUMB
}

/** Null where the phone does not say. */
export async function readRoom(): Promise<Room | null> {
  const told = await navigator.storage?.estimate?.().catch(() => null)
  if (!told?.quota) return null
  const used = told.usage ?? 0
  return { used, quota: told.quota, fits: photosThatFit(told.quota - used, await usualPhoto()) }
}

/** Follow the room: read when the page is there and has nothing better to do, and at every `look()`. */
export function useRoom(): { readonly room: Readonly<Ref<Room | null>>, readonly look: () => Promise<void> } {
  const told = shallowRef<Room | null>(null)
  const refused = useRefused()
  const room = computed(() => told.value && refused.value ? { ...told.value, fits: 0 } : told.value)
  const look = async (): Promise<void> => { told.value = await readRoom().catch(() => null) }
  onMounted(() => { void idle().then(look) })
  return { room, look }
}

/** Whether the phone has promised not to clear what is here; null where it does not say. */
export type Promised = boolean | null

export async function readPromise(): Promise<Promised> {
  return await navigator.storage?.persisted?.().catch(() => null) ?? null
}

/** Ask for that promise. A refusal changes nothing, and may be asked again. */
export async function askPromise(): Promise<Promised> {
  return await navigator.storage?.persist?.().catch(() => false) ?? null
}
