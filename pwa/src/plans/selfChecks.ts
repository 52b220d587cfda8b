/** An enterprise's own checks as its principal plans, sees and begins them. */
import { type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { db } from '../database'
import type { Enterprise, Me, Plan } from '../lib/wire'
import { withRoom } from '../storage/full'
import { useLive } from '../sync/live'
import { act, create, newId, poke } from '../sync/outbox'
import { readAll } from '../sync/records'
import type { Viewed } from '../sync/view'
import type { Period } from './ownChecks'

/** Everything about one enterprise's own checks. */
export interface OwnChecks { readonly enterprise: Enterprise, readonly plans: readonly Viewed<Plan>[], /** Days on which one was finished. */ readonly done: readonly string[], /** Plans that were begun on this phone or elsewhere. */ readonly begun: ReadonlySet<string> }

const OWN = new Set(['principal', 'manager'])
/** The enterprises he answers for; `principal`: and plans for. */
const own = (me: Me | null, roles: ReadonlySet<string>): string[] => [...new Set(me?.posts.flatMap(post => roles.has(post.role) && post.enterprise ? [post.enterprise.id] : []) ?? [])]
export const plansHere = (me: Me | null, enterprise: string): boolean => own(me, new Set(['principal'])).includes(enterprise)

/** The own checks of every enterprise this person answers for; null until they are read. */
export function useOwnChecks(me: MaybeRefOrGetter<Me | null>): Readonly<Ref<readonly OwnChecks[] | null>> {
  return useLive<readonly OwnChecks[] | null>(async () => {
    const firms = (await db().enterprise.bulkGet(own(toValue(me), OWN))).flatMap(one => one && one.state === 'open' ? [one] : [])
    const plans = (await readAll('plan')).filter(one => one.way === 'self_check').sort((a, b) => (a.due_date < b.due_date ? -1 : 1))
    const walks = await readAll('walkthrough')
    const begun = new Set(walks.flatMap(one => one.plan_id && one.state !== 'withdrawn' ? [one.plan_id] : []))
    return firms.map(enterprise => ({
      enterprise, begun, plans: plans.filter(one => one.enterprise_id === enterprise.id),
      done: walks.flatMap(one => one.enterprise_id === enterprise.id && one.kind === 'self_check' && (one.state === 'finished' || one.state === 'signed') && one.finished_at ? [one.finished_at.slice(0, 10)] : []),
    }))
  }, null, [() => toValue(me)?.user.id])
}

async function save(work: () => Promise<unknown>): Promise<void> {
  await withRoom(() => db().transaction('rw', [db().outbox], async () => { await work() }))
  poke()
}

/** One own check for each of these periods, led by whoever plans them, all or none saved. @throws NoRoom */
export const planOwn = (enterprise: string, me: Me, some: readonly Period[]): Promise<void> => save(async () => {
  const inspectors = [{ id: me.user.id, name: me.user.name }]
  for (const { from, due } of some) await create('plan', newId(), { enterprise_id: enterprise, way: 'self_check', inspectors, starts_on: from, due_date: due })
})

/** These are not needed. @throws NoRoom */
export const callOff = (some: readonly Pick<Plan, 'id' | 'version'>[], reason: string): Promise<void> => save(async () => {
  for (const one of some) await act('plan', one.id, one.version, 'cancel', { reason })
})
