/** A closed hazard that is looked at again (回头看): when, what came out, and what came back. */
import { type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { db } from '../database'
import type { Hazard, Looked, LookOutcome, Plan } from '../lib/wire'
import { useLive } from '../sync/live'
import { readRecord, viewRecords } from '../sync/records'
import type { Viewed } from '../sync/view'

/** What came out for one hazard; of two who looked, whoever saw it again is believed. */
export function seenOf(looked: readonly Looked[] | null | undefined, hazard: string): Looked | null {
  const mine = (looked ?? []).filter(one => one.hazard === hazard)
  return mine.find(one => one.outcome === 'recurred') ?? mine.at(-1) ?? null
}

export interface LookBack {
  /** The visit that is to look at it. */
  readonly open: Viewed<Plan> | null
  /** What was seen last. */
  readonly seen: { readonly outcome: LookOutcome, readonly day: string } | null
  /** What it came back from, and what it came back as. */
  readonly before: Hazard | null
  readonly again: readonly Hazard[]
}

/** @param hazard the hazard as it is shown */
export async function readLookBack(hazard: Hazard): Promise<LookBack> {
  const { id, enterprise_id: at, recurs_of: from } = hazard
  const here = at ? await db().plan.where('enterprise_id').equals(at).toArray() : await db().plan.filter(one => !one.enterprise_id).toArray()
  const plans = (await viewRecords('plan', here, one => (one.enterprise_id ?? null) === (at ?? null))).filter(one => one.hazards?.includes(id))
  // No index leads to hazards outside enterprises: what came back there is named by the visit.
  const named = plans.flatMap(plan => (plan.looked ?? []).flatMap(one => one.hazard === id && one.found ? [one.found] : []))
  const others = at ? await db().hazard.where('enterprise_id').equals(at).filter(one => one.recurs_of === id).toArray() : []
  const again = at ? await viewRecords('hazard', others, one => one.recurs_of === id) : (await Promise.all(named.map(one => readRecord('hazard', one)))).filter(one => one !== undefined)
  const seen = plans.flatMap(plan => seenOf(plan.looked, id) ?? []).sort((a, b) => (a.at ?? '') < (b.at ?? '') ? -1 : 1).at(-1)
  return {
    open: plans.find(one => one.state === 'open' && !seenOf(one.looked, id)) ?? null,
    seen: seen ? { outcome: seen.outcome, day: (seen.at ?? '').slice(0, 10) } : null,
    before: from ? await readRecord('hazard', from) ?? null : null, again,
  }
}

export function useLookBack(hazard: MaybeRefOrGetter<Hazard>): Readonly<Ref<LookBack | null>> {
  return useLive<LookBack | null>(() => readLookBack(toValue(hazard)), null, [() => toValue(hazard)])
}
