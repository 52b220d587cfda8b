/**
 * The list as it stands on the screen: the filter lives in the address, so that *back* finds it again, and rows
 * never move under the finger: what arrives is announced, and shown when the person says so.
 */
import { computed, onScopeDispose, reactive, ref, type Ref, shallowRef, watch } from 'vue'
import { type LocationQuery, useRoute, useRouter } from 'vue-router'

import { today } from '../lib/clock'
import { addDays } from '../lib/format'
import type { Area } from '../lib/wire'
import { subtree } from '../places/places'
import { useFeed } from './listFeed'
import { comeAgain, counts, type DueFilter, type Filter, type Group, pick } from './listIndex'
import type { Severity } from './stages'

const GROUPS: readonly Group[] = ['todo', 'rectifying', 'back', 'closed', 'all', 'open', 'review', 'judge', 'repeated']

export interface Chosen {
  group: Group
  words: string
  severity: Severity | null
  due: DueFilter | null
  enterprise: string | null
  area: string | null
  mine: boolean
}

const one = <T extends string>(value: unknown, all: readonly T[]): T | null => all.find(name => name === value) ?? null
const text = (value: unknown): string => typeof value === 'string' ? value : ''

export function fromAddress(query: LocationQuery): Chosen {
  return {
    group: one(query['group'], GROUPS) ?? 'todo', words: text(query['q']), severity: one(query['severity'], ['general', 'major_suspected', 'major'] as const),
    due: one(query['due'], ['overdue', 'week', 'none'] as const), enterprise: text(query['enterprise']) || null, area: text(query['area']) || null, mine: query['mine'] === '1',
  }
}

export function toAddress(chosen: Chosen): Record<string, string> {
  return Object.fromEntries(Object.entries({
    group: chosen.group === 'todo' ? '' : chosen.group, q: chosen.words, severity: chosen.severity, due: chosen.due,
    enterprise: chosen.enterprise, area: chosen.area, mine: chosen.mine ? '1' : '',
  }).filter((pair): pair is [string, string] => !!pair[1]))
}

/** How long the hand must have rested before a list at its top may follow by itself, in ms. */
const REST = 3000

/** The address follows words once the hand rests: naming it at each letter costs more than the search, in ms. */
const SETTLED = 400

export interface ListState {
  readonly chosen: Chosen
  readonly ids: Readonly<Ref<readonly string[]>>
  readonly ready: Readonly<Ref<boolean>>
  /** Something came that the list does not show yet. */
  readonly news: Readonly<Ref<boolean>>
  readonly numbers: Readonly<Ref<Readonly<Record<string, number>>>>
  /** Any condition besides the group. */
  readonly narrowed: Readonly<Ref<boolean>>
  show(): void
  clear(): void
}

export function useListState(areas: Readonly<Ref<readonly Area[]>>): ListState {
  const route = useRoute()
  const router = useRouter()
  const feed = useFeed()
  const chosen = reactive(fromAddress(route.query))
  const shown = shallowRef<readonly string[]>([])
  const news = ref(false)
  const repeated = computed(() => chosen.group === 'repeated' ? comeAgain(feed.entries.value) : undefined)
  const filter = computed<Filter>(() => ({ ...chosen, areas: chosen.area ? subtree(areas.value, chosen.area) : null }))
  const found = computed(() => pick(feed.entries.value, filter.value, today(), addDays(today(), 7), repeated.value).map(entry => entry.id))
  const numbers = computed(() => counts(feed.entries.value, ['todo', 'rectifying', 'back', 'all']))

  let touched = 0
  let named = chosen.words
  let naming: ReturnType<typeof setTimeout> | undefined
  const name = (): void => {
    clearTimeout(naming)
    naming = undefined
    named = chosen.words
    void router.replace({ query: toAddress(chosen) })
  }
  onScopeDispose(() => { clearTimeout(naming) })
  // Whoever taps a row right after the last letter finds the words again when he comes back.
  const hand = (event: Event): void => {
    touched = Date.now()
    if (naming !== undefined && event.type === 'pointerdown') name()
  }
  for (const event of ['pointerdown', 'wheel', 'keydown'] as const) window.addEventListener(event, hand, { passive: true })
  onScopeDispose(() => { for (const event of ['pointerdown', 'wheel', 'keydown'] as const) window.removeEventListener(event, hand) })

  const show = (): void => {
    shown.value = found.value
    news.value = false
  }
  const same = (): boolean => shown.value.length === found.value.length && shown.value.every((id, i) => id === found.value[i])
  const own = (): boolean => feed.entries.value.some(entry => entry.local === 'waiting' && !shown.value.includes(entry.id) && found.value.includes(entry.id))
  watch(filter, () => {
    show()
    if (window.scrollY > 0) window.scrollTo({ top: 0 })
    clearTimeout(naming)
    if (chosen.words === named) name()
    else naming = setTimeout(name, SETTLED)
  })
  watch(feed.entries, () => {
    if (same()) { news.value = false; return }
    const quiet = window.scrollY < 8 && Date.now() - touched > REST
    if (shown.value.length === 0 || quiet || own()) show()
    else news.value = true
  }, { immediate: true })

  const narrowed = computed(() => chosen.words !== '' || chosen.severity !== null || chosen.due !== null || chosen.enterprise !== null || chosen.area !== null || chosen.mine)
  return {
    chosen, ids: shown, ready: feed.ready, news, numbers, narrowed, show,
    clear: () => { Object.assign(chosen, { words: '', severity: null, due: null, enterprise: null, area: null, mine: false }) },
  }
}
