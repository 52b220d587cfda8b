/** The whole history of a hazard from the server, when there is one; the last events travel with the record. */
import { type MaybeRefOrGetter, type Ref, shallowReadonly, shallowRef, toValue, watch } from 'vue'

import { ask } from '../lib/http'
import type { HistoryEvent } from '../lib/wire'

export interface Whole {
  readonly state: 'asking' | 'here' | 'away'
  /** Whether every entry still stands as it was chained, as the server found it. */
  readonly whole: boolean
  readonly events: readonly HistoryEvent[]
}

interface Page { readonly items: readonly HistoryEvent[], readonly whole: boolean, readonly cursor: string | null }

/** Enough pages for the longest life; a history that is longer is shown as far as it came. */
const MOST_PAGES = 20

export async function fetchHistory(id: string, signal: AbortSignal): Promise<{ events: readonly HistoryEvent[], whole: boolean } | null> {
  const events: HistoryEvent[] = []
  let cursor = ''
  let whole = true
  for (let page = 0; page < MOST_PAGES; page++) {
    const reply = await ask<Page>('GET', `/api/v1/hazards/${id}/history${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`, { signal, patience: 15_000 })
    if (reply.kind !== 'ok') return null
    events.push(...reply.data.items)
    whole &&= reply.data.whole
    cursor = reply.data.cursor ?? ''
    if (!cursor) break
  }
  return { events, whole }
}

/** Follows the record: asked again when its version rises. Nothing is asked while `wanted` is false. */
export function useWholeHistory(id: MaybeRefOrGetter<string>, version: MaybeRefOrGetter<number>, wanted: MaybeRefOrGetter<boolean>): Readonly<Ref<Whole>> {
  const whole = shallowRef<Whole>({ state: 'away', whole: true, events: [] })
  watch(() => [toValue(id), toValue(version), toValue(wanted)] as const, ([now, at, go], _before, again) => {
    if (!go || at === 0) return
    const stop = new AbortController()
    again(() => stop.abort())
    if (whole.value.events.length === 0) whole.value = { state: 'asking', whole: true, events: [] }
    void fetchHistory(now, stop.signal).then((found) => {
      if (!stop.signal.aborted) whole.value = found ? { state: 'here', ...found } : { ...whole.value, state: 'away' }
    })
  }, { immediate: true })
  return shallowReadonly(whole)
}
