/** The ways out of the tray. Nothing goes but by the person's own tap; sending again always takes a new op id. */
import { db, type OutboxOp } from '../database'
import { stamp } from '../lib/clock'
import type { Conflict, FieldChange, RecordType } from '../lib/wire'
import { withRoom } from '../storage/full'
import { layAside as setAside, takeUp } from '../sync/aside'
import { act, create, newId, poke, set } from '../sync/outbox'
import { readRecord } from '../sync/records'
import { haveRead } from '../sync/verdicts'

/** Words in an op that a person may want to put differently: name → text. */
export function textsOf(op: OutboxOp): Record<string, string> {
  const source = op.op === 'create' ? op.data : op.op === 'act' ? op.args : Object.fromEntries(Object.entries(op.fields ?? {}).map(([name, change]) => [name, change.now]))
  return Object.fromEntries(Object.entries(source ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && WORDY.has(entry[0])))
}
const WORDY = new Set(['description', 'place', 'text', 'caption', 'note', 'reason', 'responsible', 'measures', 'contingency_plan', 'interim_controls', 'cause', 'due_date'])

function reworded(op: OutboxOp, texts: Readonly<Record<string, string | number>>): Partial<OutboxOp> {
  if (op.op === 'create') return { data: { ...op.data, ...texts } }
  if (op.op === 'act') return { args: { ...op.args, ...texts } }
  return { fields: Object.fromEntries(Object.entries(op.fields ?? {}).map(([name, change]): [string, FieldChange] => [name, { was: change.was, now: texts[name] ?? change.now }])) }
}

/** The same, as done now: over what the person sees at this moment. */
async function asOfNow(op: OutboxOp, change: Partial<OutboxOp>): Promise<Omit<OutboxOp, 'n'>> {
  const { n: _n, seq: _seq, problem: _problem, answered_at: _answered, uncertain: _uncertain, held_for: _held, ...rest } = { ...op, ...change }
  const seen = op.op === 'create' ? undefined : await readRecord(op.type as RecordType, op.record)
  const shown = seen as unknown as Record<string, unknown> | undefined
  const fields = rest.fields && shown ? Object.fromEntries(Object.entries(rest.fields).map(([name, { was, now }]): [string, FieldChange] => [name, { was: shown[name] ?? was, now }])) : rest.fields
  return { ...rest, ...(fields ? { fields } : {}), id: newId(), at: stamp(), seen: seen?.version ?? rest.seen, state: 'waiting' }
}

/** What it wanted goes on under another id: it leaves, and no file brings it back. */
async function replace(op: OutboxOp): Promise<void> {
  await db().outbox.delete(op.n)
  await db().replaced.put({ id: op.id })
}

/** Send again, reworded or as it was. With a record's creation go the ops that could not go without it. */
export async function sendAgain(id: string, texts: Readonly<Record<string, string | number>> = {}): Promise<void> {
  const base = db()
  await withRoom(() => base.transaction('rw', base.tables, async () => {
    const op = await base.outbox.where('id').equals(id).first()
    if (op?.state !== 'attention') return
    const behind = op.op === 'create'
      ? (await base.outbox.where('state').equals('attention').toArray()).filter((other) => other.problem?.code === 'blocked' && (other.record === op.record || other.data?.['owner_id'] === op.record))
      : []
    const again = await asOfNow(op, reworded(op, texts))
    await replace(op)
    await base.outbox.add(again)
    for (const other of behind.sort((a, b) => a.n - b.n)) {
      const next = await asOfNow(other, {})
      await replace(other)
      await base.outbox.add(next)
    }
  }))
  poke()
}

/** What a refused step wanted to say, kept as a comment on the same hazard. */
export async function keepAsComment(id: string): Promise<void> {
  const base = db()
  await base.transaction('rw', base.outbox, base.replaced, async () => {
    const op = await base.outbox.where('id').equals(id).first()
    if (op?.state !== 'attention' || op.type !== 'hazard') return
    const text = Object.values(textsOf(op)).join('\n').trim()
    if (text === '') return
    await create('comment', newId(), { owner_type: 'hazard', owner_id: op.record, text })
    await replace(op)
  })
  poke()
}

/** The person has confirmed that this is not wanted any more. A refused new record goes with all that hung on it. */
export async function discard(id: string): Promise<void> {
  const base = db()
  await base.transaction('rw', base.outbox, base.captures, base.renditions, async () => {
    const op = await base.outbox.where('id').equals(id).first()
    if (op?.state !== 'attention') return
    await base.outbox.delete(op.n)
    if (op.op !== 'create') return
    const orphans = (await base.outbox.where('state').equals('attention').toArray()).filter((other) => other.problem?.code === 'blocked' && (other.record === op.record || other.data?.['owner_id'] === op.record))
    await base.outbox.bulkDelete(orphans.map((other) => other.n))
    const photos = await base.captures.where('hazard').equals(op.record).primaryKeys()
    await base.captures.bulkDelete([...photos, op.record])
    await base.renditions.where('id').anyOf([...photos, op.record]).delete()
  })
  poke()
}

/** Let a held act go without waiting for its photos: the person has decided. */
export async function sendNow(id: string): Promise<void> {
  const base = db()
  await base.outbox.where('id').equals(id).modify((op) => {
    if (op.state !== 'held') return
    op.state = 'waiting'
    delete op.held_for
  })
  poke()
}

/** Fields that anybody who may edit the record changes without a step. */
const SETTABLE = new Set(['description', 'place', 'category', 'disposal', 'severity', 'caption'])

/** Whether a choice that came too late could still be made, as an ordinary change. */
export const couldInsist = (op: OutboxOp, conflict: Conflict | null): boolean =>
  op.action === 'resolve' && conflict !== null && conflict.state !== 'open' && SETTABLE.has(conflict.field ?? '') && typeof op.args?.['value'] === 'string'

/** Somebody settled it first: what this person chose, as a change of what stands now. */
export async function insist(id: string): Promise<void> {
  const base = db()
  await withRoom(() => base.transaction('rw', base.tables, async () => {
    const op = await base.outbox.where('id').equals(id).first()
    const conflict = op && await readRecord('conflict', op.record)
    if (op?.state !== 'attention' || !conflict || !couldInsist(op, conflict)) return
    const record = await readRecord(conflict.record_type as 'hazard' | 'photo', conflict.record_id)
    const field = conflict.field ?? ''
    const was = (record as unknown as Record<string, unknown> | undefined)?.[field] ?? null
    await set(conflict.record_type, conflict.record_id, record?.version ?? 0, { [field]: { was, now: op.args?.['value'] } })
    await replace(op)
    await haveRead(op.record)
  }))
  poke()
}

/** The person has read what others decided about his work. */
export const read = (id: string): Promise<void> => haveRead(id)

async function decide(type: string, id: string, version: number, action: string, args: Record<string, unknown>): Promise<void> {
  await withRoom(() => db().transaction('rw', db().outbox, () => act(type, id, version, action, args)))
  poke()
}

export const resolve = (id: string, version: number, value: unknown): Promise<void> => decide('conflict', id, version, 'resolve', { value: value ?? null })
export const adopt = (id: string, version: number, note: string): Promise<void> => decide('contribution', id, version, 'adopt', note.trim() === '' ? {} : { note: note.trim() })
export const decline = (id: string, version: number, reason: string): Promise<void> => decide('contribution', id, version, 'decline', { reason: reason.trim() })

/** Let this one wait and the others go. */
export const layAside = async (record: string): Promise<void> => { await setAside(record) }
export { takeUp }

/** Do not wait for the next round. */
export const tryNow = (): void => poke()
