/** Reading what lies on one premises, and how far a visit to several of them is. Call inside `useLive` where it says so. */
import { type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { db } from '../database'
import { isOpen } from '../hazards/stages'
import { today } from '../lib/clock'
import type { Answer, Checklist, Enterprise, Inspector, Me, Plan, Walkthrough } from '../lib/wire'
import { useMe } from '../people/session'
import { useLive } from '../sync/live'
import { readAll, viewRecords } from '../sync/records'
import type { Viewed } from '../sync/view'
import { answersFor, kindOf } from './own'
import { inOrder, type Stop } from './visit'
import { lacking, readWalking } from './walking'
import { asked, counts, proposed } from './walkthrough'

type Choice = ReturnType<typeof proposed>[number]
type Seen = Viewed<Walkthrough>

/** One enterprise on the premises, and what there is to know before it is walked. */
export interface Neighbour {
  readonly id: string
  readonly name: string
  readonly enterprise: Enterprise
  /** The one that was asked for; the one on whose premises it works; or another tenant. */
  readonly is: 'this' | 'host' | 'tenant'
  /** Hazards that are not closed since last time. */
  readonly open: number
  readonly choices: readonly Choice[]
  readonly plan: Plan | undefined
  /** A check there that goes on already. */
  readonly walking: Seen | undefined
}

/** No host is let by its own tenant's tenant; a faulty register must not send us round. */
const DEEPEST = 5

/** Everybody at work on the same premises as this one: its host, its neighbours, its tenants. Itself alone where there is nobody else. */
export async function readPremises(id: string): Promise<Enterprise[]> {
  let top = await db().enterprise.get(id)
  if (!top) return []
  for (let i = 0; i < DEEPEST && top.host_enterprise_id; i += 1) {
    const host: Enterprise | undefined = await db().enterprise.get(top.host_enterprise_id)
    if (!host) break
    top = host
  }
  const found = new Map([[top.id, top]])
  // A host that this phone does not hold still has tenants that it does.
  let level = [top.id, ...(top.host_enterprise_id ? [top.host_enterprise_id] : [])]
  for (let i = 0; i < DEEPEST && level.length > 0; i += 1) {
    const below: Enterprise[] = await db().enterprise.where('host_enterprise_id').anyOf(level).toArray()
    const fresh = below.filter(one => !found.has(one.id))
    for (const one of fresh) found.set(one.id, one)
    level = fresh.map(one => one.id)
  }
  const self = found.get(id) ?? await db().enterprise.get(id)
  if (self) found.set(id, self)
  return [...found.values()].filter(one => one.id === id || one.state !== 'closed')
}

/** The plan that somebody follows when he walks there now. */
function planFor(plans: readonly Plan[], enterprise: string, me: Me | null): Plan | undefined {
  const own = answersFor(me, enterprise)
  return plans
    .filter(one => one.enterprise_id === enterprise && one.state === 'open' && (one.way === 'self_check') === own && !(one.starts_on && one.starts_on > today()) && (one.inspectors ?? []).some(who => who.id === me?.user.id))
    .sort((a, b) => (a.due_date < b.due_date ? -1 : 1))[0]
}

async function readNeighbours(id: string, me: Me | null): Promise<Neighbour[]> {
  const firms = await readPremises(id)
  const ids = firms.map(one => one.id)
  const among = new Set(ids)
  const [lists, hazards, walks, plans] = await Promise.all([
    db().checklist.toArray(),
    db().hazard.where('enterprise_id').anyOf(ids).toArray().then(rows => viewRecords('hazard', rows, one => among.has(one.enterprise_id ?? '') && isOpen(one.state))),
    db().walkthrough.where('enterprise_id').anyOf(ids).toArray().then(rows => viewRecords('walkthrough', rows, one => among.has(one.enterprise_id) && one.state === 'walking')),
    readAll('plan'),
  ])
  const open = new Map<string, number>()
  for (const one of hazards) open.set(one.enterprise_id ?? '', (open.get(one.enterprise_id ?? '') ?? 0) + 1)
  const host = firms.find(one => one.id === id)?.host_enterprise_id
  const is = (one: Enterprise): Neighbour['is'] => (one.id === id ? 'this' : one.id === host ? 'host' : 'tenant')
  const rank = { this: 0, host: 1, tenant: 2 }
  return firms
    .map((enterprise): Neighbour => ({
      id: enterprise.id, name: enterprise.name, enterprise, is: is(enterprise), open: open.get(enterprise.id) ?? 0, choices: proposed(lists, enterprise),
      plan: planFor(plans, enterprise.id, me), walking: walks.find(one => one.enterprise_id === enterprise.id),
    }))
    .sort((a, b) => rank[a.is] - rank[b.is] || a.name.localeCompare(b.name, 'zh-Hans-CN'))
}

/** Who works on the same premises; null until it is read. */
export function useNeighbours(id: MaybeRefOrGetter<string>): Readonly<Ref<readonly Neighbour[] | null>> {
  const me = useMe()
  return useLive<readonly Neighbour[] | null>(() => readNeighbours(toValue(id), me.value), null, [() => toValue(id), () => me.value])
}

/** The checklist that is walked there unless somebody chooses another: the plan's, or the most fitting. */
export const fitting = ({ plan, choices }: Pick<Neighbour, 'plan' | 'choices'>): Choice | undefined => choices.find(one => one.list.id === plan?.checklist_id) ?? choices[0]

const NONE: readonly Seen[] = []
/** Every walkthrough of this visit, withdrawn ones too. */
function useWalks(visit: MaybeRefOrGetter<string | null | undefined>): Readonly<Ref<readonly Seen[]>> {
  return useLive<readonly Seen[]>(async () => {
    const wanted = toValue(visit)
    if (!wanted) return NONE
    return viewRecords('walkthrough', await db().walkthrough.filter(one => one.visit_id === wanted).toArray(), one => one.visit_id === wanted)
  }, NONE, [() => toValue(visit)])
}

/** How far each of these walkthroughs is. One reading for all of them. */
async function readStops(walks: readonly Seen[]): Promise<Stop<Seen>[]> {
  const ids = walks.map(one => one.id)
  const of = new Set(ids)
  const [rows, firms, lists] = await Promise.all([
    db().answer.where('walkthrough_id').anyOf(ids).toArray(), db().enterprise.bulkGet(walks.map(one => one.enterprise_id)), db().checklist.bulkGet(walks.map(one => one.checklist_id)),
  ])
  const answers = new Map(ids.map(id => [id, new Map<string, Answer>()]))
  for (const one of await viewRecords('answer', rows, seen => of.has(seen.walkthrough_id))) answers.get(one.walkthrough_id)?.set(one.item, one)
  return inOrder(walks.map((walkthrough, i) => {
    const enterprise = firms[i]
    const checklist: Checklist | undefined = lists[i]
    const said = answers.get(walkthrough.id) ?? new Map<string, Answer>()
    const items = enterprise ? asked(walkthrough.sections ?? checklist?.sections ?? [], enterprise, said) : []
    const found = counts(items, said)
    return { walkthrough: { ...walkthrough, kind: kindOf(walkthrough, useMe().value) }, enterprise, all: items.length, done: items.length - found.open, fails: found.fail }
  }))
}

/** The enterprises of a visit in their order, each with how far it is; null until it is read. */
export function useVisit(visit: MaybeRefOrGetter<string | null | undefined>): Readonly<Ref<readonly Stop<Seen>[] | null>> {
  const walks = useWalks(visit)
  // The walkthroughs by themselves first: a tap on an answer has only the answers read again.
  return useLive<readonly Stop<Seen>[] | null>(async () => (walks.value === NONE ? null : readStops(walks.value)), null, [walks])
}

/** By walkthrough: how many of its items still lack a proof or their hazard. Only of those that are asked for. */
export function useBare(walkthroughs: MaybeRefOrGetter<readonly string[]>): Readonly<Ref<ReadonlyMap<string, number>>> {
  return useLive<ReadonlyMap<string, number>>(async () => {
    const read = await Promise.all(toValue(walkthroughs).map(id => readWalking(id)))
    return new Map(read.flatMap(one => one ? [[one.walkthrough.id, lacking(one).length] as const] : []))
  }, new Map(), [() => toValue(walkthroughs).join()])
}

/** Checks that go on at these enterprises outside this visit: two who began far from each other walk the same place. */
export function useElsewhere(enterprises: MaybeRefOrGetter<readonly string[]>, visit: MaybeRefOrGetter<string>): Readonly<Ref<ReadonlyMap<string, Seen>>> {
  return useLive<ReadonlyMap<string, Seen>>(async () => {
    const ids = [...toValue(enterprises)]
    const of = new Set(ids)
    const rows = await db().walkthrough.where('enterprise_id').anyOf(ids).toArray()
    const seen = await viewRecords('walkthrough', rows, one => of.has(one.enterprise_id) && one.state === 'walking' && one.visit_id !== toValue(visit) && one.kind !== 'self_check')
    return new Map(seen.map(one => [one.enterprise_id, one]))
  }, new Map(), [() => toValue(enterprises).join(), () => toValue(visit)])
}

/** With whom somebody walked before, the latest first: nobody types the same name twice. */
export function useCompanions(me: MaybeRefOrGetter<string | undefined>): Readonly<Ref<readonly Inspector[]>> {
  return useLive<readonly Inspector[]>(async () => {
    const mine = toValue(me)
    const walks = (await readAll('walkthrough')).filter(one => one.inspectors?.some(who => who.id === mine))
    walks.sort((a, b) => (Date.parse(b.started_at ?? '') || 0) - (Date.parse(a.started_at ?? '') || 0))
    const found = new Map<string, Inspector>()
    for (const who of walks.flatMap(one => one.inspectors ?? [])) if (who.id !== mine && !found.has(who.name)) found.set(who.name, who)
    return [...found.values()].slice(0, 6)
  }, [], [() => toValue(me)])
}
