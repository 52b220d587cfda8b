/** Reading plans as a person sees them: what he is to walk, and what is planned for whom. */
import { type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { db } from '../database'
import type { Enterprise, Plan } from '../lib/wire'
import { useLive } from '../sync/live'
import { readAll, readRecord } from '../sync/records'
import type { Viewed } from '../sync/view'
import type { Stop } from './round'

export interface PlanRow extends Stop {
  readonly plan: Viewed<Plan>
  readonly name: string
  readonly enterprise: Enterprise | undefined
}

/** Plans that a walkthrough on this phone was begun for, the server knowing it or not. */
async function walkedHere(): Promise<Set<string>> {
  const walks = await readAll('walkthrough')
  return new Set(walks.flatMap(one => one.plan_id && one.state !== 'withdrawn' ? [one.plan_id] : []))
}

async function rowsOf(plans: readonly Viewed<Plan>[]): Promise<PlanRow[]> {
  const firms = await db().enterprise.bulkGet(plans.map(plan => plan.enterprise_id))
  return plans.map((plan, i) => {
    const enterprise = firms[i]
    const at = typeof enterprise?.lat === 'number' && typeof enterprise.lon === 'number' ? { lat: enterprise.lat, lon: enterprise.lon } : null
    return { id: plan.id, due_date: plan.due_date, starts_on: plan.starts_on, at, plan, name: enterprise?.name ?? '', enterprise }
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
      if (one.state === 'open' && one.way !== 'self_check' && one.due_date < (next.get(one.enterprise_id) ?? '9')) next.set(one.enterprise_id, one.due_date)
    }
    return firms.filter(one => one.state === 'open')
      .map(enterprise => ({ enterprise, lastVisit: last.get(enterprise.id) ?? null, planned: next.get(enterprise.id) ?? null }))
      .sort((a, b) => a.enterprise.name.localeCompare(b.enterprise.name, 'zh-Hans-CN'))
  }, null)
}
