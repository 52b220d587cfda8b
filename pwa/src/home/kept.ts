/**
 * The first screen as it was when it was last read, small enough to be drawn before the phone's store is open.
 *
 * It is written anew a moment after anything it tells of has changed. Days are told from their dates when it is
 * drawn; what else a new day changes follows with the first reading, at once after it was drawn.
 */
import Dexie from 'dexie'

import { databaseName, isOpen } from '../database'
import { forgetAtOnce, keepAtOnce, readAtOnce } from '../lib/atOnce'
import { idle } from '../lib/moment'
import type { HazardRow } from '../hazards/hazards'
import { useMe } from '../people/session'
import { readToday, type Today } from './today'

const NAME = 'home'
/** A later shape of what is kept has another number. */
const SHAPE = 2
interface Kept { readonly shape: number, readonly user: string, readonly day: Today }

/** What came last before this much silence is written, in ms: a pull and a round of taps are written once. */
const SILENCE = 1500
const TOLD = new Set(['hazard', 'enterprise', 'photo', 'notice', 'outbox', 'answered', 'captures'])

/** A row without what only the hazard's own page tells. */
function slim(row: HazardRow): HazardRow {
  const { history: _history, measures: _measures, contingency_plan: _plan, interim_controls: _controls, ...hazard } = row.hazard
  return { ...row, hazard }
}

/** A day without what the first screen does not show of it. */
export const slimDay = (day: Today): Today => ({
  ...day, due: day.due.map(slim), fix: day.fix.map(slim), decide: day.decide.map(slim), reported: day.reported.map(slim),
  visits: day.visits.map((visit) => ({ ...visit, first: visit.first && slim(visit.first) })),
})

/** As it was last, of this person only. */
export function lastToday(user: string | undefined): Today | null {
  const kept = readAtOnce<Kept>(NAME)
  return user !== undefined && kept?.shape === SHAPE && kept.user === user ? kept.day : null
}

export function keepToday(user: string, day: Today): void {
  keepAtOnce(NAME, { shape: SHAPE, user, day: slimDay(day) } satisfies Kept)
}

/** Write it anew after each change. Answers how to stop. */
export function startKeeping(silence = SILENCE): () => void {
  const base = databaseName()
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = async (): Promise<void> => {
    await idle(silence)
    const user = useMe().value?.user
    if (!user || !isOpen() || databaseName() !== base) return
    const day = await readToday(user)
    // Gone meanwhile: nothing of him stays behind.
    if (useMe().value?.user.id === user.id) keepToday(user.id, day)
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => { void write().catch((reason: unknown) => { console.error('The first screen was not kept', reason); forgetAtOnce(NAME) }) }, silence)
  }
  const heard = (parts: Readonly<Record<string, unknown>>): void => {
    for (const part of Object.keys(parts)) {
      const table = /^idb:\/\/(.+)\/(\w+)\//.exec(part)
      if (table?.[1] === base && TOLD.has(table[2] ?? '')) return soon()
    }
  }
  Dexie.on('storagemutated', heard)
  soon()
  return () => {
    clearTimeout(timer)
    Dexie.on('storagemutated').unsubscribe(heard)
  }
}
