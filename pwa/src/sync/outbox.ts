/**
 * Where what people did waits until the server has answered for it.
 *
 * Call `create`, `set`, `act` and `remove` inside a Dexie 'rw' transaction that includes `outbox`,
 * together with whatever else must be saved or not saved with it, and `poke()` after it.
 */
import { type OutboxOp, db } from '../database'
import { stamp } from '../lib/clock'
import { newId } from '../lib/id'
import { SCHEMA, type FieldChange } from '../lib/wire'

export { newId }

type Doing = Omit<OutboxOp, 'n' | 'id' | 'schema' | 'at' | 'state'>

async function keep(doing: Doing): Promise<string> {
  const op: Omit<OutboxOp, 'n'> = { ...doing, id: newId(), schema: SCHEMA, at: stamp(), state: doing.held_for ? 'held' : 'waiting' }
  await db().outbox.add(op)
  return op.id
}

/** A new record. Answers the op's id. */
export function create(type: string, id: string, data: Record<string, unknown>): Promise<string> {
  return keep({ type, record: id, op: 'create', seen: 0, data })
}

/** Changed fields, each with what the phone showed and what the person chose. `seen`: the row's version. */
export function set(type: string, id: string, seen: number, fields: Record<string, FieldChange>): Promise<string> {
  return keep({ type, record: id, op: 'set', seen, fields })
}

/** A step in a record's life. `held_for: 'photos'` keeps it back until its photos allow it. */
export function act(type: string, id: string, seen: number, action: string, args: Record<string, unknown>, held_for?: 'photos'): Promise<string> {
  return keep({ type, record: id, op: 'act', seen, action, args, ...(held_for ? { held_for } : {}) })
}

export function remove(type: string, id: string, seen: number): Promise<string> {
  return keep({ type, record: id, op: 'delete', seen })
}

const listeners = new Set<() => void>()

/** Something was saved: send it soon. Costs nothing, may be called often. */
export function poke(): void {
  for (const listener of listeners) listener()
}

/** The loop listens here. Answers how to stop. */
export function onPoke(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
