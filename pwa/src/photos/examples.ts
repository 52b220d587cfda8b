/**
 * Example pictures of checklists: fetched before somebody goes where there is no signal, and kept by the service worker.
 *
 * They can be had again at any time, so they never stand in the way of what the person took himself: there are only so
 * many, they are not fetched onto a phone that has little room, and they go first when it is full (storage/clearing.ts).
 */
import { type MaybeRefOrGetter, toValue, watch } from 'vue'

import type { ChecklistSection } from '../lib/wire'
import { EXAMPLES } from '../storage/clearing'
import { readRoom } from '../storage/room'
import { useSyncStatus } from '../sync/status'
import { hereAt, isHere } from './examplesHere'

export type ExampleSize = 'thumb' | 'original'
/** Empty where nothing is known that could be shown. */
export const exampleAt = (sha256: string, size: ExampleSize): string => isHere(sha256) ? hereAt(sha256) : `/api/v1/checklists/pictures/${sha256}?size=${size}`

/** Lists of one place together. */
const MOST = 120
/** A phone that has less room than this for photos keeps it for its person's own. */
const ROOM_FOR = 300

/** The hashes that these sections name, each once, from top to bottom. Pure. */
export const examplesOf = (sections: readonly Pick<ChecklistSection, 'items'>[]): string[] =>
  [...new Set(sections.flatMap(section => section.items.flatMap(item => (item.pictures ?? []).map(one => one.sha256))))].slice(0, MOST)

/** Addresses that this phone does not hold: the small ones first, with which somebody can do if the signal goes. */
export async function missingExamples(sections: readonly Pick<ChecklistSection, 'items'>[]): Promise<string[]> {
  const wanted = examplesOf(sections)
  if (wanted.length === 0 || !('caches' in globalThis)) return []
  const cache = await caches.open(EXAMPLES)
  const urls = (['thumb', 'original'] as const).flatMap(size => wanted.map(sha256 => exampleAt(sha256, size)))
  const kept = await Promise.all(urls.map(url => cache.match(url, { ignoreVary: true })))
  return urls.filter((_, i) => !kept[i])
}

/** Whether there is room for what can be had again. */
export async function roomForExamples(): Promise<boolean> {
  const room = await readRoom().catch(() => null)
  return room === null || room.fits >= ROOM_FOR
}

/** Fetch what these sections show, while there is a signal; the service worker keeps what comes through it. */
export function useExamplesAhead(sections: MaybeRefOrGetter<readonly Pick<ChecklistSection, 'items'>[]>): void {
  const status = useSyncStatus()
  let turn = 0
  watch([() => examplesOf(toValue(sections)).join(), () => status.value.online], async ([named, online]) => {
    const mine = ++turn
    if (!named || !online || !await roomForExamples()) return
    for (const url of await missingExamples(toValue(sections))) {
      if (mine !== turn || !await fetch(url).then(reply => reply.ok || reply.status === 404, () => false)) return
    }
  }, { immediate: true })
}
