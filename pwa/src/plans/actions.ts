/** What a person does with plans: they are saved on the phone and sent when there is a signal. */
import { db } from '../database'
import type { Inspector, Plan, PlanWay } from '../lib/wire'
import { withRoom } from '../storage/full'
import { act, create, newId, poke } from '../sync/outbox'

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

/** Nobody needs to go. @throws NoRoom */
export const cancel = (plan: Pick<Plan, 'id' | 'version'>, reason: string): Promise<void> => save(() => act('plan', plan.id, plan.version, 'cancel', { reason }))
