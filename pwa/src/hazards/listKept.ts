/**
 * The index of all hazards as it was last, in one small record: the list stands there at once after a cold start,
 * and ten thousand hazards are read again only if the phone has fetched since.
 */
import { db } from '../database'
import type { Entry } from './listIndex'

/** A later shape of an entry has another number. */
const SHAPE = 1

export interface LastList {
  readonly entries: readonly Entry[]
  /** Nothing was fetched since: only what waits on this phone must be looked at again. */
  readonly current: boolean
}

/** As it was last, for this person; null when there is none. */
export async function lastList(who: string): Promise<LastList | null> {
  const [kept, cursor] = await Promise.all([db().fact('list'), db().fact('cursor')])
  if (kept?.shape !== SHAPE || kept.who !== who) return null
  return { entries: JSON.parse(kept.text) as Entry[], current: cursor !== undefined && kept.cursor === cursor }
}

/** @param cursor up to where the phone had fetched before these were read */
export async function keepList(who: string, cursor: string | undefined, entries: readonly Entry[]): Promise<void> {
  await db().note('list', { shape: SHAPE, who, cursor: cursor ?? '', text: JSON.stringify(entries) })
}
