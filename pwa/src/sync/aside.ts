/**
 * What a person has set aside: a record with all that waits for it stays on the phone until he takes it back in.
 *
 * Its ops keep their place and their state, and only whether they may leave is decided here. So what is done to the
 * record later stays with it, and all of it goes in its order afterwards. What has its number already must go: the
 * numbers behind it would never be answered.
 */
import { type OutboxOp, db } from '../database'
import { stamp } from '../lib/clock'
import { poke } from './outbox'

/** The record an op belongs to in the eyes of a person: a photo and a comment belong to what they hang on. */
type OwnerOf = (op: OutboxOp) => string

const named = (op: OutboxOp): string | undefined => {
  const owner = op.data?.['owner_id'] ?? op.data?.['walkthrough_id']
  return typeof owner === 'string' ? owner : undefined
}

/** Call inside a transaction (or a reading) over `outbox`, `answered`, `captures`, `photo` and `comment`. */
export async function ownersOf(ops: readonly OutboxOp[]): Promise<OwnerOf> {
  const base = db()
  const found = new Map<string, string>()
  for (const op of ops) {
    const owner = named(op)
    if (owner !== undefined) found.set(op.record, owner)
  }
  const hanging = ops.filter((op) => (op.type === 'photo' || op.type === 'comment') && !found.has(op.record))
  for (const { type, record } of hanging) {
    const row = type === 'photo' ? await base.photo.get(record) : await base.comment.get(record)
    const made = row ? undefined : [...await base.outbox.where('record').equals(record).toArray(), ...await base.answered.where('record').equals(record).toArray()].find((op) => op.op === 'create')
    const owner = row?.owner_id ?? (made && named(made)) ?? (await base.captures.get(record))?.hazard
    if (owner !== undefined) found.set(record, owner)
  }
  return (op) => found.get(op.record) ?? op.record
}

/** Records that an op names besides its own, and that the server must know before it. */
const needs = (op: OutboxOp): string[] => [named(op), op.args?.['into']].filter((id): id is string => typeof id === 'string')

/**
 * Which ops stay here. Those of what was set aside; those that name a record whose creation stays, because the server
 * would refuse them; and what was done later to the same records as these, because a record's ops go in order.
 */
export function staying(ops: readonly OutboxOp[], aside: ReadonlySet<string>, ownerOf: OwnerOf): Set<string> {
  const stays = new Set<string>()
  const unborn = new Set<string>()
  const behind = new Set<string>()
  for (const op of [...ops].sort((a, b) => a.n - b.n)) {
    if (op.state !== 'waiting' && op.state !== 'held') continue
    if (!aside.has(ownerOf(op)) && !behind.has(op.record) && !needs(op).some((id) => unborn.has(id))) continue
    stays.add(op.id)
    behind.add(op.record)
    if (op.op === 'create') unborn.add(op.record)
  }
  return stays
}

/** Ids of records that were set aside. */
export const readAside = async (): Promise<ReadonlySet<string>> => new Set(await db().aside.toCollection().primaryKeys())

/** Which of these ops stay here, and to what each belongs. */
export async function readStaying(ops: readonly OutboxOp[]): Promise<ReadonlySet<string>> {
  const aside = await readAside()
  return aside.size === 0 ? new Set() : staying(ops, aside, await ownersOf(ops))
}

/** Without those that stay here. */
export async function mayLeave(ops: readonly OutboxOp[]): Promise<readonly OutboxOp[]> {
  const stays = await readStaying(ops)
  return stays.size === 0 ? ops : ops.filter((op) => !stays.has(op.id))
}

/** The tables that `mayLeave` reads. */
export const asideTables = () => [db().aside, db().outbox, db().answered, db().captures, db().photo, db().comment]

/** Of each record that still has work on this phone: its ops that wait or need a person, and photos not yet stored. */
async function withWork(): Promise<ReadonlySet<string>> {
  const base = db()
  const ops = (await base.outbox.toArray()).filter((op) => op.op !== 'void')
  const ownerOf = await ownersOf(ops)
  const photos = await base.captures.where('state').notEqual('stored').toArray()
  return new Set([...ops.map(ownerOf), ...photos.map((photo) => photo.hazard)])
}

/** What is set aside now, and has something that stays for it. */
export async function asideNow(): Promise<readonly string[]> {
  const aside = await readAside()
  if (aside.size === 0) return []
  const busy = await withWork()
  return [...aside].filter((id) => busy.has(id))
}

/** A record all of whose work is done is set aside no more: what is done to it next goes as usual. */
export async function tidyAside(): Promise<void> {
  const base = db()
  if (await base.aside.count() === 0) return
  await base.transaction('rw', asideTables(), async () => {
    const busy = await withWork()
    await base.aside.bulkDelete([...await readAside()].filter((id) => !busy.has(id)))
  })
}

/** Set a record aside. Answers how many of its ops are on their way already and will still arrive. */
export async function layAside(record: string): Promise<number> {
  const base = db()
  return base.transaction('rw', asideTables(), async () => {
    await base.aside.put({ id: record, at: stamp() })
    const sent = await base.outbox.where('state').equals('sent').filter((op) => op.op !== 'void').toArray()
    const ownerOf = await ownersOf(sent)
    return sent.filter((op) => ownerOf(op) === record).length
  })
}

/** Take a record back in: all that waits for it goes, in its order. */
export async function takeUp(record: string): Promise<void> {
  await db().aside.delete(record)
  poke()
}
