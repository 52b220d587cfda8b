/** Reading plans as a person sees them: what he is to walk, and what is planned for whom. */
import { type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { db } from '../database'
import type { Enterprise, Maybe, Plan } from '../lib/wire'
import type { Point } from '../places/nearest'
import { useLive } from '../sync/live'
import { readAll, readRecord } from '../sync/records'
import type { Viewed } from '../sync/view'
import type { Stop } from './round'

export interface PlanRow extends Stop {
  readonly plan: Viewed<Plan>
  /** What the place is called: the enterprise, or the area. */
  readonly name: string
  readonly enterprise: Enterprise | undefined
}

/** Plans that a walkthrough on this phone was begun for, the server knowing it or not. */
async function walkedHere(): Promise<Set<string>> {
  const walks = await readAll('walkthrough')
  return new Set(walks.flatMap(one => one.plan_id && one.state !== 'withdrawn' ? [one.plan_id] : []))
}

const pointOf = ({ lat, lon }: { readonly lat?: Maybe<number>, readonly lon?: Maybe<number> }): Point | null => typeof lat === 'number' && typeof lon === 'number' ? { lat, lon } : null

async function rowsOf(plans: readonly Viewed<Plan>[]): Promise<PlanRow[]> {
  const firms = new Map((await db().enterprise.bulkGet(plans.flatMap(plan => plan.enterprise_id ?? []))).flatMap(one => one ? [[one.id, one]] : []))
  const outside = plans.filter(plan => !plan.enterprise_id)
  const areas = new Map((await db().area.bulkGet(outside.flatMap(plan => plan.area_id ?? []))).flatMap(one => one ? [[one.id, one.name]] : []))
  // An area is wide: the way leads to the first of what is looked at there.
  const spots = new Map((await db().hazard.bulkGet(outside.flatMap(plan => plan.hazards?.[0] ?? []))).flatMap(one => one ? [[one.id, pointOf(one)]] : []))
  return plans.map(plan => {
    const enterprise = firms.get(plan.enterprise_id ?? '')
    const at = plan.enterprise_id ? enterprise ? pointOf(enterprise) : null : spots.get(plan.hazards?.[0] ?? '') ?? null
    const name = plan.enterprise_id ? enterprise?.name : areas.get(plan.area_id ?? '')
    return { id: plan.id, due_date: plan.due_date, starts_on: plan.starts_on, at, plan, name: name ?? '', enterprise }
  })
}

/** What this person is to walk and has not begun; null until it is read. */
export function useAssigned(me: MaybeRefOrGetter<string | undefined>): Readonly<Ref<readonly PlanRow[] | null>> {
  return useLive<readonly PlanRow[] | null>(async () => {
    const mine = toValue(me)
    const begun = await walkedHere()
    const open = (await readAll('plan')).filter(one => one.state === 'open' && !begun.has(one.id) && (one.inspectors ?? []).some(who => who.id === mine))
    return rowsOf(open)
  }, null, [() => toValue(me)])
}

/** One plan; null until it is read, undefined when this phone has none. */
export function usePlan(id: MaybeRefOrGetter<string>): Readonly<Ref<PlanRow | null | undefined>> {
  return useLive<PlanRow | null | undefined>(async () => {
    const plan = await readRecord('plan', toValue(id))
    return plan ? (await rowsOf([plan]))[0] : undefined
  }, null, [() => toValue(id)])
}

/** Every open plan this phone knows, by its day. */
export function useOpenPlans(): Readonly<Ref<readonly PlanRow[] | null>> {
  return useLive<readonly PlanRow[] | null>(async () => {
    const rows = await rowsOf((await readAll('plan')).filter(one => one.state === 'open'))
    return rows.sort((a, b) => (a.due_date < b.due_date ? -1 : a.due_date > b.due_date ? 1 : a.id < b.id ? -1 : 1))
  }, null)
}

export interface Place { readonly enterprise: Enterprise, readonly lastVisit: string | null, readonly planned: string | null }

/** Every enterprise at work, with the day of its last finished check and of its next plan. */
export function usePlaces(): Readonly<Ref<readonly Place[] | null>> {
  return useLive<readonly Place[] | null>(async () => {
    const [firms, walks, plans] = await Promise.all([db().enterprise.toArray(), db().walkthrough.toArray(), readAll('plan')])
    const last = new Map<string, string>()
    for (const one of walks) {
      const day = one.kind !== 'self_check' && (one.state === 'finished' || one.state === 'signed') ? one.finished_at?.slice(0, 10) : undefined
      if (day && day > (last.get(one.enterprise_id) ?? '')) last.set(one.enterprise_id, day)
    }
    const next = new Map<string, string>()
    for (const one of plans) {
      if (one.state === 'open' && one.way !== 'self_check' && one.enterprise_id && one.due_date < (next.get(one.enterprise_id) ?? '9')) next.set(one.enterprise_id, one.due_date)
    }
    return firms.filter(one => one.state === 'open')
      .map(enterprise => ({ enterprise, lastVisit: last.get(enterprise.id) ?? null, planned: next.get(enterprise.id) ?? null }))
      .sort((a, b) => a.enterprise.name.localeCompare(b.enterprise.name, 'zh-Hans-CN'))
  }, null)
}
