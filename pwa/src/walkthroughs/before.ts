/** What the walkthrough before this one found at the same enterprise with the same checklist. */
import { type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { db } from '../database'
import type { Answer, Hazard, Walkthrough } from '../lib/wire'
import { isOpen } from '../hazards/stages'
import { type PhotoView, readPhotos } from '../photos/pictures'
import { useLive } from '../sync/live'
import { viewRecords } from '../sync/records'

export interface Before {
  readonly at: string
  readonly answers: ReadonlyMap<string, Answer>
  /** By item: the hazard that was found there last time. */
  readonly found: ReadonlyMap<string, string>
  /** By item: a hazard found there on any walkthrough here that is not closed yet. */
  readonly open: ReadonlyMap<string, string>
}

/** The one before, of those that came to an end: codes of another checklist mean other questions. Pure. */
export function theOneBefore<W extends Pick<Walkthrough, 'id' | 'state' | 'enterprise_id' | 'checklist_id' | 'finished_at'>>(all: readonly W[], now: Pick<Walkthrough, 'id' | 'enterprise_id' | 'checklist_id'>): W | undefined {
  return all
    .filter(one => one.id !== now.id && one.enterprise_id === now.enterprise_id && one.checklist_id === now.checklist_id && (one.state === 'signed' || one.state === 'finished') && one.finished_at)
    .sort((a, b) => Date.parse(b.finished_at ?? '') - Date.parse(a.finished_at ?? ''))[0]
}

/** Of these hazards: by item, what was found on that walkthrough, and what is still open from any. Pure. */
export function foundThere(hazards: readonly Pick<Hazard, 'id' | 'state' | 'walkthrough_id' | 'criterion'>[], then: string, now: string): Pick<Before, 'found' | 'open'> {
  const found = new Map<string, string>()
  const open = new Map<string, string>()
  for (const { id, state, walkthrough_id, criterion } of hazards) {
    if (!criterion || !walkthrough_id || walkthrough_id === now) continue
    if (walkthrough_id === then) found.set(criterion, id)
    if (isOpen(state)) open.set(criterion, id)
  }
  return { found, open }
}

/** Call inside `useLive`. */
export async function readBefore(now: Walkthrough): Promise<Before | null> {
  const here = await db().walkthrough.where('enterprise_id').equals(now.enterprise_id).toArray()
  const walks = await viewRecords('walkthrough', here, one => one.enterprise_id === now.enterprise_id)
  const then = theOneBefore(walks, now)
  if (!then?.finished_at) return null
  const rows = await db().answer.where('walkthrough_id').equals(then.id).toArray()
  const answers = await viewRecords('answer', rows, one => one.walkthrough_id === then.id)
  // Of this checklist only: another one's codes mean other questions.
  const same = new Set(walks.filter(one => one.checklist_id === now.checklist_id).map(one => one.id))
  const hazards = await db().hazard.where('enterprise_id').equals(now.enterprise_id).filter(one => same.has(one.walkthrough_id ?? '')).toArray()
  return { at: then.finished_at, answers: new Map(answers.map(one => [one.item, one])), ...foundThere(await viewRecords('hazard', hazards, one => same.has(one.walkthrough_id ?? '')), then.id, now.id) }
}

/** Photos of what was found there, and of the answer itself; as far as this phone can show them. */
export function usePhotosBefore(hazard: MaybeRefOrGetter<string | undefined>, answer: MaybeRefOrGetter<string>): Readonly<Ref<readonly PhotoView[]>> {
  return useLive<readonly PhotoView[]>(async () => {
    const found = toValue(hazard)
    const of = found ? await readPhotos('hazard', found) : []
    return [...of.filter(one => one.role !== 'signature'), ...await readPhotos('answer', toValue(answer))]
  }, [], [() => toValue(hazard), () => toValue(answer)])
}
