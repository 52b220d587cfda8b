/** What waits for a second look: repairs that were submitted, and requests for more time. */
import type { Ref } from 'vue'

import { db } from '../database'
import { useLive } from '../sync/live'
import { viewRecords } from '../sync/records'
import { type HazardRow, readRows, type SeenHazard } from './hazards'

export interface Reviews {
  /** Those whoever holds this phone may accept or send back. */
  readonly mine: readonly HazardRow[]
  readonly asked: readonly HazardRow[]
  readonly others: readonly HazardRow[]
}

/** Enough for a day; what is beyond it is in the list of all hazards. */
const MOST = 60

const may = (hazard: SeenHazard, act: string): boolean => hazard.actions?.includes(act) === true
const oldest = (a: SeenHazard, b: SeenHazard): number => (a.due_date ?? a.found_at ?? '') < (b.due_date ?? b.found_at ?? '') ? -1 : 1

export async function readReviews(): Promise<Reviews> {
  const submitted = await viewRecords('hazard', await db().hazard.where('state').equals('submitted').toArray(), one => one.state === 'submitted')
  const rectifying = await db().hazard.where('state').equals('rectifying').filter(one => !!one.extension && one.actions?.includes('decide_extension') === true).toArray()
  const asked = await viewRecords('hazard', rectifying, one => one.state === 'rectifying' && !!one.extension && may(one, 'decide_extension'))
  const rows = (found: SeenHazard[]) => readRows(found.sort(oldest).slice(0, MOST).map(one => one.id))
  return {
    mine: await rows(submitted.filter(one => may(one, 'accept') || may(one, 'send_back'))),
    asked: await rows(asked),
    others: await rows(submitted.filter(one => !may(one, 'accept') && !may(one, 'send_back'))),
  }
}

export const useReviews = (): Readonly<Ref<Reviews | null>> => useLive(readReviews, null)
