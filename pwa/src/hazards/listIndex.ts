/**
 * Ten thousand hazards, small enough to search while a person types.
 *
 * Each hazard is folded into one line of text and a few short fields; the list on the screen is a filter over
 * these, and the rows that show are then read whole. Pure: who fills it and when is `hazards.ts`' business.
 */
import { isOpen, type Severity, type State } from './stages'

export interface Entry {
  readonly id: string
  readonly state: State
  readonly severity: Severity
  /** `YYYY-MM-DD` or ''. */
  readonly due: string
  readonly found_at: string
  readonly enterprise: string
  readonly area: string
  /** What a person might type, in small letters. */
  readonly text: string
  /** Something of it waits on this phone, or needs its owner. */
  readonly local: '' | 'waiting' | 'attention'
  /** Acts that may be done now by whoever holds this phone. */
  readonly can: string
  readonly mine: boolean
  readonly round: number
  readonly category: string
  /** It is said to be a closed one that came back. */
  readonly recurs: boolean
}

export type DueFilter = 'overdue' | 'week' | 'none'
export type Group = 'todo' | 'rectifying' | 'review' | 'back' | 'closed' | 'open' | 'all' | 'judge' | 'repeated'

export interface Filter {
  readonly group: Group
  readonly words: string
  readonly severity: Severity | null
  readonly due: DueFilter | null
  readonly enterprise: string | null
  /** Areas whose hazards count: an area with all below it. */
  readonly areas: ReadonlySet<string> | null
  readonly mine: boolean
}

export const EVERYTHING: Filter = { group: 'all', words: '', severity: null, due: null, enterprise: null, areas: null, mine: false }

/** Text as it is looked for: small letters, wide forms made narrow, spaces made one. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

const TODO = ['confirm', 'assign', 'submit_rectification', 'accept', 'decide_extension', 'sign_plan', 'return', 'give_opinion']

/** Whether a hazard waits for the person who holds this phone. */
export const isTodo = (entry: Entry): boolean =>
  entry.local === 'attention' || (isOpen(entry.state) && TODO.some(act => entry.can.includes(` ${act} `)) && !(entry.state === 'rectifying' && !WORKS.some(act => entry.can.includes(` ${act} `))))

const WORKS = ['submit_rectification', 'decide_extension', 'sign_plan', 'give_opinion']

const inGroup: Record<Group, (entry: Entry, repeated: ReadonlySet<string>) => boolean> = {
  todo: isTodo,
  rectifying: entry => entry.state === 'rectifying' || entry.state === 'confirmed',
  review: entry => entry.state === 'submitted',
  back: entry => entry.state === 'rectifying' && entry.round > 1 && (entry.mine || entry.can.includes(' submit_rectification ')),
  closed: entry => entry.state === 'closed' || entry.state === 'rejected' || entry.state === 'merged',
  open: entry => isOpen(entry.state),
  all: () => true,
  judge: entry => isOpen(entry.state) && entry.severity === 'major_suspected',
  repeated: (entry, repeated) => isOpen(entry.state) && repeated.has(entry.id),
}

function byDue(filter: DueFilter, entry: Entry, today: string, week: string): boolean {
  if (filter === 'none') return entry.due === ''
  if (entry.due === '' || !isOpen(entry.state)) return false
  return filter === 'overdue' ? entry.due < today : entry.due >= today && entry.due <= week
}

/**
 * The hazards a filter leaves, in the order they were given: sorting ten thousand costs more than looking
 * through them, so it is done once (`inOrder`) and not at each letter typed.
 *
 * @param today `YYYY-MM-DD` @param week the last day that counts as soon
 */
export function pick(entries: Iterable<Entry>, filter: Filter, today: string, week: string, repeated: ReadonlySet<string> = new Set()): Entry[] {
  const terms = fold(filter.words).split(' ').filter(Boolean)
  const found: Entry[] = []
  for (const entry of entries) {
    if (!inGroup[filter.group](entry, repeated)) continue
    if (filter.severity && entry.severity !== filter.severity) continue
    if (filter.enterprise && entry.enterprise !== filter.enterprise) continue
    if (filter.areas && !filter.areas.has(entry.area)) continue
    if (filter.mine && !entry.mine) continue
    if (filter.due && !byDue(filter.due, entry, today, week)) continue
    if (terms.length && !terms.every(term => entry.text.includes(term))) continue
    found.push(entry)
  }
  return found
}

/** Most pressing first: due soonest, then newest found; what is over comes last, newest first. */
export const inOrder = (entries: Iterable<Entry>): Entry[] => [...entries].sort(pressing)

function pressing(a: Entry, b: Entry): number {
  const openFirst = Number(isOpen(b.state)) - Number(isOpen(a.state))
  if (openFirst) return openFirst
  if (isOpen(a.state) && a.due !== b.due) return a.due === '' ? 1 : b.due === '' ? -1 : a.due < b.due ? -1 : 1
  return a.found_at === b.found_at ? (a.id < b.id ? 1 : -1) : a.found_at < b.found_at ? 1 : -1
}

/** How many each group holds, in one walk over all entries. */
export function counts(entries: Iterable<Entry>, groups: readonly Group[], repeated: ReadonlySet<string> = new Set()): Record<string, number> {
  const numbers: Record<string, number> = Object.fromEntries(groups.map(group => [group, 0]))
  for (const entry of entries) for (const group of groups) if (inGroup[group](entry, repeated)) numbers[group]! += 1
  return numbers
}

/**
 * Hazards that came back: open ones that are said to, and those at an enterprise where one of the same category was
 * closed before.
 */
export function comeAgain(entries: readonly Entry[]): Set<string> {
  const closed = new Map<string, string>()
  for (const entry of entries) {
    if (entry.state !== 'closed' || !entry.enterprise) continue
    const key = `${entry.enterprise} ${entry.category}`
    const last = closed.get(key)
    if (!last || entry.found_at < last) closed.set(key, entry.found_at)
  }
  const again = new Set<string>()
  for (const entry of entries) {
    if (entry.recurs && isOpen(entry.state)) again.add(entry.id)
    if (!isOpen(entry.state) || !entry.enterprise || !entry.category) continue
    const before = closed.get(`${entry.enterprise} ${entry.category}`)
    if (before && before < entry.found_at) again.add(entry.id)
  }
  return again
}
