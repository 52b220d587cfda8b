/** Reading records as a person sees them. Call inside `useLive` and it follows pulls and the outbox alike. */
import { type OutboxOp, db } from '../database'
import type { RecordType, Records, Row } from '../lib/wire'
import { type Viewed, overlay } from './view'

type Seen<K extends RecordType> = Viewed<Records[K]>

/** The ops of this type that the view replays, oldest first: those not answered, and those answered whose effect no pull has brought yet. */
async function opsOf(type: RecordType): Promise<Map<string, OutboxOp[]>> {
  const waiting = await db().outbox.where('type').equals(type).toArray()
  const settling = await db().answered.where('[type+settling]').equals([type, 1]).toArray()
  const by = new Map<string, OutboxOp[]>()
  for (const op of [...waiting, ...settling].sort((a, b) => a.n - b.n)) {
    const same = by.get(op.record)
    if (same) same.push(op)
    else by.set(op.record, [op])
  }
  return by
}

function table<K extends RecordType>(type: K): { get(id: string): PromiseLike<Records[K] | undefined>, bulkGet(ids: string[]): PromiseLike<(Records[K] | undefined)[]>, toArray(): PromiseLike<Records[K][]> } {
  return db().table<Records[K], string>(type)
}

/** One record, or undefined when this phone has none. */
export async function readRecord<K extends RecordType>(type: K, id: string): Promise<Seen<K> | undefined> {
  const row = await table(type).get(id)
  return overlay<Records[K] & Row>(row, (await opsOf(type)).get(id) ?? [])
}

/**
 * These rows of the server's table as seen, and with them records made on this phone that `belongs` takes.
 * `rows`: from any Dexie query on the table; `belongs` is asked again after the overlay, so that a record
 * whose waiting change moves it out of the list is left out.
 */
export async function viewRecords<K extends RecordType>(type: K, rows: readonly Records[K][], belongs: (seen: Seen<K>) => boolean = () => true): Promise<Seen<K>[]> {
  const ops = await opsOf(type)
  const result: Seen<K>[] = []
  const done = new Set<string>()
  const take = (row: Records[K] | undefined, id: string): void => {
    if (done.has(id)) return
    done.add(id)
    const seen = overlay<Records[K] & Row>(row, ops.get(id) ?? [])
    if (seen && belongs(seen)) result.push(seen)
  }
  for (const row of rows) take(row, row.id)
  // In one question: without a signal a day's answers are all here.
  const others = [...ops.keys()].filter((id) => !done.has(id))
  const known = others.length > 0 ? await table(type).bulkGet(others) : []
  others.forEach((id, i) => { take(known[i], id) })
  return result
}

/** Every record of a type, as seen. */
export async function readAll<K extends RecordType>(type: K): Promise<Seen<K>[]> {
  return viewRecords(type, await table(type).toArray())
}

/** Photos or comments that hang on each of these records, as seen; those still only on this phone too. One reading for a whole list. */
export async function readOwnedMany<K extends 'photo' | 'comment'>(type: K, ownerType: string, ownerIds: readonly string[]): Promise<Map<string, Seen<K>[]>> {
  const owners = new Set(ownerIds)
  const rows = await db().table<Records[K], string>(type).where('[owner_type+owner_id]').anyOf([...owners].map((id) => [ownerType, id])).toArray()
  const found = new Map<string, Seen<K>[]>([...owners].map((id) => [id, []]))
  for (const seen of await viewRecords(type, rows, (one) => one.owner_type === ownerType && owners.has(one.owner_id))) found.get(seen.owner_id)?.push(seen)
  return found
}

/** Photos or comments that hang on one record, as seen. */
export async function readOwned<K extends 'photo' | 'comment'>(type: K, ownerType: string, ownerId: string): Promise<Seen<K>[]> {
  return (await readOwnedMany(type, ownerType, [ownerId])).get(ownerId) ?? []
}
