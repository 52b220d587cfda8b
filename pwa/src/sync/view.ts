/**
 * What a person sees: the server's state with what he did since replayed over it.
 *
 * Pure. Nothing is merged here; when the server answers, its word simply takes the place of the guess.
 */
import type { OutboxOp } from '../database'
import type { Row } from '../lib/wire'
import { effectOf } from './effects'

export interface Local {
  /** Things done on this phone that the server has not taken yet. */
  readonly waiting: number
  readonly attention: number
  /** The server has never heard of this record. */
  readonly creating: boolean
}

export type Viewed<T extends Row> = T & { readonly $local: Local }

const NOTHING: Local = { waiting: 0, attention: 0, creating: false }

type Mutable = Record<string, unknown> & { id: string, version: number }

/** What the server will say of a new record besides what its maker said. */
const FIRST: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { hazard: { state: 'reported' }, walkthrough: { state: 'walking' }, certificate: { state: 'registered' }, plan: { state: 'open' } }

function begin(op: OutboxOp): Mutable {
  return { ...FIRST[op.type], ...op.data, id: op.record, version: 0 }
}

function offered(row: Mutable, op: OutboxOp, stateBefore: unknown): unknown {
  const actions = row['actions']
  if (!Array.isArray(actions)) return actions
  return row['state'] === stateBefore ? actions.filter((action) => action !== op.action) : []
}

function replay(row: Mutable, op: OutboxOp): void {
  if (op.op === 'set') {
    for (const [field, change] of Object.entries(op.fields ?? {})) row[field] = change.now
  } else if (op.op === 'act' && op.action !== undefined) {
    const before = row['state']
    Object.assign(row, effectOf(op.type, op.action, row, op.args ?? {}, op.at))
    row['actions'] = offered(row, op, before)
  }
}

/**
 * The record as this phone shows it, or undefined when there is none (any more).
 * `ops`: those of this record, oldest first. What was refused is counted but not replayed,
 * except that a refused new record still shows, since it lives nowhere else.
 */
export function overlay<T extends Row>(row: T | undefined, ops: readonly OutboxOp[]): Viewed<T> | undefined {
  if (ops.length === 0) return row && { ...row, $local: NOTHING }
  let view: Mutable | undefined = row ? { ...(row as Row & Readonly<Record<string, unknown>>) } : undefined
  let waiting = 0
  let attention = 0
  let gone = false
  for (const op of ops) {
    if (op.state === 'attention') attention += 1
    else if (op.answered_at === undefined) waiting += 1
    if (op.op === 'create') view ??= begin(op)
    else if (op.state !== 'attention' && op.op === 'delete') gone = true
    else if (op.state !== 'attention' && view) replay(view, op)
  }
  if (!view || gone) return undefined
  return { ...view, $local: { waiting, attention, creating: row === undefined } } as unknown as Viewed<T>
}
