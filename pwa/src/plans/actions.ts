/** What a person does with plans: they are saved on the phone and sent when there is a signal. */
import { db } from '../database'
import type { FieldChange, Inspector, Plan, PlanWay } from '../lib/wire'
import { withRoom } from '../storage/full'
import { act, create, newId, poke, set } from '../sync/outbox'

export interface Assignment {
  readonly inspectors: readonly Inspector[]
  readonly due_date: string
  readonly starts_on: string | null
  readonly way: PlanWay
  readonly checklist_id: string | null
  readonly note: string
}

async function save(work: () => Promise<unknown>): Promise<void> {
  await withRoom(() => db().transaction('rw', [db().outbox], async () => { await work() }))
  poke()
}

/** One plan for each of these enterprises, all or none of them saved. @throws NoRoom */
export async function assign(enterprises: readonly string[], said: Assignment): Promise<void> {
  const { note, checklist_id, starts_on, ...rest } = said
  const given = { ...rest, ...(note.trim() ? { note: note.trim() } : {}), ...(checklist_id ? { checklist_id } : {}), ...(starts_on ? { starts_on } : {}) }
  await save(async () => { for (const enterprise_id of enterprises) await create('plan', newId(), { enterprise_id, ...given }) })
}

/** Who goes and when, as a form holds it. */
export interface Planned { readonly who: readonly string[], readonly starts: string | null, readonly due: string }
export const plannedOf = (plan: Pick<Plan, 'inspectors' | 'starts_on' | 'due_date'>): Planned =>
  ({ who: (plan.inspectors ?? []).flatMap(one => one.id ? [one.id] : []), starts: plan.starts_on ?? null, due: plan.due_date })

/** Which fields become others; in which order people stand makes no difference. */
export function differences(plan: Plan, wanted: { readonly inspectors: readonly Inspector[], readonly starts_on: string | null, readonly due_date: string }): Record<string, FieldChange> {
  const was = plannedOf(plan)
  const now = plannedOf(wanted)
  return {
    ...(String([...was.who].sort()) === String([...now.who].sort()) ? {} : { inspectors: { was: plan.inspectors ?? [], now: wanted.inspectors } }),
    ...(was.starts === now.starts ? {} : { starts_on: { was: was.starts, now: now.starts } }),
    ...(was.due === now.due ? {} : { due_date: { was: was.due, now: now.due } }),
  }
}

/** Others go, or on other days; everybody concerned is told why. @throws NoRoom */
export const change = (plan: Plan, fields: Readonly<Record<string, FieldChange>>, why: string): Promise<void> =>
  save(() => set('plan', plan.id, plan.version, { ...fields, changed_because: { was: plan.changed_because ?? null, now: why } }))

/** It is as it was put right, said in words where no photo can be taken. @throws NoRoom */
export const keptInWords = (plan: Pick<Plan, 'id' | 'version'>, hazard: string, note: string): Promise<void> =>
  save(() => act('plan', plan.id, plan.version, 'look', { hazard, outcome: 'kept', note }))

/** Nobody needs to go. @throws NoRoom */
export const cancel = (plan: Pick<Plan, 'id' | 'version'>, reason: string): Promise<void> => save(() => act('plan', plan.id, plan.version, 'cancel', { reason }))
