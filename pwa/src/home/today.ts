/**
 * What the day asks, read from the phone's own indexes so that the first screen does not wait for the whole list.
 */
import Dexie from 'dexie'

import { db } from '../database'
import { today } from '../lib/clock'
import { addDays } from '../lib/format'
import type { Hazard } from '../lib/wire'
import { readRows, type HazardRow, type SeenHazard } from '../hazards/hazards'
import { viewRecords } from '../sync/records'
import { visitsOf, type Visit } from './visits'

/** Enough for one day; the whole list is one tap away. */
const MOST = 60
const OPEN = ['reported', 'confirmed', 'rectifying', 'submitted', 'transferred'] as const
const DUE = ['rectifying', 'confirmed'] as const

export interface VisitRow extends Omit<Visit, 'first'> { readonly name: string, readonly first: HazardRow | null, readonly lat: number | null, readonly lon: number | null }

/** So many, or more: of very many the first screen reads only the first. */
export interface Count { readonly n: number, readonly more: boolean }
export const countText = ({ n, more }: Count): string => more ? `${n}+` : String(n)

export interface Today {
  readonly visits: readonly VisitRow[]
  readonly due: readonly HazardRow[]
  readonly dueCount: number
  /** What whoever holds this phone has to put right, soonest first. */
  readonly fix: readonly HazardRow[]
  readonly fixCount: Count
  /** What waits for his decision: verify, assign, answer. */
  readonly decide: readonly HazardRow[]
  readonly decideCount: Count
  /** Reported by whoever holds this phone, newest first. */
  readonly reported: readonly HazardRow[]
  readonly numbers: { readonly open: number, readonly overdue: number, readonly judge: number, readonly review: number }
  readonly unread: number
  readonly empty: boolean
}

const until = (state: string, day: string) => db().hazard.where('[state+due_date]').between([state, Dexie.minKey], [state, day], true, true)
const may = (one: SeenHazard, ...acts: string[]): boolean => acts.some(act => one.actions?.includes(act) === true)
const soonest = (a: SeenHazard, b: SeenHazard): number => (a.due_date ?? '9') < (b.due_date ?? '9') ? -1 : (a.due_date ?? '9') > (b.due_date ?? '9') ? 1 : a.id < b.id ? -1 : 1

// One range at a time: over several at once the store is walked row by row, and the first screen waits for it.
const sum = async (counts: readonly PromiseLike<number>[]): Promise<number> => (await Promise.all(counts)).reduce((a, b) => a + b, 0)

async function candidates(day: string): Promise<{ found: Hazard[], cut: boolean }> {
  const table = db().hazard
  const parts = await Promise.all([
    ...DUE.map(state => until(state, addDays(day, 7)).limit(MOST).toArray()),
    ...['submitted', 'reported'].map(state => table.where('state').equals(state).limit(MOST).toArray()),
    ...OPEN.flatMap(state => ['major_suspected', 'major'].map(severity => table.where('[state+severity]').equals([state, severity]).limit(MOST).toArray())),
    table.where('state').equals('rectifying').limit(MOST).toArray(),
  ])
  return { found: [...new Map(parts.flat().map(one => [one.id, one])).values()], cut: parts.some(part => part.length === MOST) }
}

export async function readToday(me: { id: string } | null): Promise<Today> {
  const day = today()
  const base = db()
  const [{ found, cut }, open, overdue, judge, review, dueCount, unread, some, own] = await Promise.all([
    candidates(day),
    sum(OPEN.map(state => base.hazard.where('state').equals(state).count())),
    Promise.all(OPEN.map(state => until(state, addDays(day, -1)).count())),
    sum(OPEN.map(state => base.hazard.where('[state+severity]').equals([state, 'major_suspected']).count())),
    base.hazard.where('state').equals('submitted').count(),
    Promise.all(DUE.map(state => until(state, addDays(day, 7)).count())),
    base.notice.filter(one => !one.read_at).count(),
    base.hazard.limit(1).count(),
    me ? base.hazard.where('[created_by.id+found_at]').between([me.id, Dexie.minKey], [me.id, Dexie.maxKey]).reverse().limit(10).toArray() : Promise.resolve([]),
  ])
  const seen = await viewRecords('hazard', [...new Map([...found, ...own].map(one => [one.id, one])).values()])
  const working = seen.filter(one => one.state === 'rectifying' || one.state === 'confirmed')
  const due = working.filter(one => one.due_date && one.due_date <= addDays(day, 7)).sort(soonest)
  const visits = visitsOf(seen, day)
  const fix = working.filter(one => may(one, 'submit_rectification', 'sign_plan')).sort(soonest)
  const decide = seen.filter(one => may(one, 'confirm', 'decide_extension', 'return') || (one.state === 'confirmed' && may(one, 'assign'))).sort((a, b) => (a.found_at ?? '') < (b.found_at ?? '') ? 1 : -1)
  const rows = (list: readonly SeenHazard[], most = 12) => readRows(list.slice(0, most).map(one => one.id))
  const places = new Map((await base.enterprise.bulkGet(visits.map(one => one.enterprise))).map(one => [one?.id, one]))
  const firsts = new Map((await rows(visits.map(one => one.first as SeenHazard), 6)).map(row => [row.hazard.id, row]))
  const mine = seen.filter(one => one.version === 0 || one.created_by?.id === me?.id)
  return {
    visits: visits.map((one) => {
      const place = places.get(one.enterprise)
      return { ...one, name: place?.name ?? '', first: firsts.get(one.first.id) ?? null, lat: place?.lat ?? null, lon: place?.lon ?? null }
    }).filter(one => one.name !== ''),
    due: await rows(due), dueCount: Math.max(due.length, dueCount.reduce((a, b) => a + b, 0)),
    fix: await rows(fix, 20), fixCount: { n: fix.length, more: cut },
    decide: await rows(decide, 20), decideCount: { n: decide.length, more: cut },
    reported: await rows(mine.sort((a, b) => (a.found_at ?? '') < (b.found_at ?? '') ? 1 : -1)),
    numbers: { open, overdue: overdue.reduce((a, b) => a + b, 0), judge, review },
    unread, empty: some === 0 && seen.length === 0,
  }
}
