/**
 * Hands what people did to the server, each thing once and in order.
 *
 * An op gets its `seq` in the transaction that marks it sent. It leaves the outbox only with an answer;
 * when the answer is lost, the same op goes again under the same id and number, and the server knows it.
 */
import { type OutboxOp, db } from '../database'
import { stamp } from '../lib/clock'
import { newId } from '../lib/id'
import { SCHEMA, type Problem, type PushAnswer, type WireOp } from '../lib/wire'
import { asideTables, mayLeave } from './aside'
import type { Tally } from './diary'
import { type Ending, endSession, readRefusal } from './ending'
import { notice, requeue } from './restore'
import type { SyncServer } from './server'

export const MOST_OPS = 100
export const MOST_BYTES = 512 * 1024

/** An op as it travels: only what the protocol names. */
export function onTheWire(op: OutboxOp, seq: number): WireOp {
  if (op.op === 'void') return { id: op.id, seq, op: 'void', of: op.of ?? '' }
  return {
    id: op.id, seq, type: op.type, record: op.record, op: op.op, at: op.at,
    ...(op.op === 'create' ? { data: op.data ?? {} } : { seen: op.seen }),
    ...(op.op === 'set' ? { fields: op.fields ?? {} } : {}),
    ...(op.op === 'act' ? { action: op.action ?? '', args: op.args ?? {} } : {}),
  }
}

const weight = (op: WireOp): number => new TextEncoder().encode(JSON.stringify(op)).length

/** What may leave now, in order: what was sent before, then what waits, without acts that stand behind a held one. */
function inOrder(ops: readonly OutboxOp[]): OutboxOp[] {
  const sent = ops.filter((op) => op.state === 'sent').sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0))
  const held = new Map<string, number>()
  for (const op of ops) {
    if (op.state === 'held') held.set(op.record, Math.min(held.get(op.record) ?? Infinity, op.n))
  }
  const free = (op: OutboxOp): boolean => op.op !== 'act' || op.n < (held.get(op.record) ?? Infinity)
  const waiting = ops.filter((op) => op.state === 'waiting' && free(op)).sort((a, b) => a.n - b.n)
  return [...sent, ...waiting]
}

/** The schema an op travels under: that of the app that made it. A void says the same in every one. */
const schemaOf = (op: OutboxOp): number => op.op === 'void' ? SCHEMA : op.schema ?? 1

interface Batch { readonly schema: number, readonly ops: readonly WireOp[] }

/** Take the next batch of one schema, numbering in one transaction what leaves for the first time. */
async function take(most: number): Promise<Batch> {
  const base = db()
  return base.transaction('rw', [base.facts, ...asideTables()], async () => {
    const ops = inOrder(await mayLeave(await base.outbox.where('state').anyOf('waiting', 'sent', 'held').toArray()))
    let seq = Math.max(await base.fact('last_seq') ?? 0, ...ops.map((op) => op.seq ?? 0))
    const schema = ops[0] ? schemaOf(ops[0]) : SCHEMA
    const batch: WireOp[] = []
    let bytes = 0
    for (const op of ops) {
      if (batch.length >= most || (op.uncertain && batch.length > 0) || schemaOf(op) !== schema) break
      const wire = onTheWire(op, op.seq ?? seq + 1)
      bytes += weight(wire) + 1
      if (batch.length > 0 && bytes > MOST_BYTES) break
      if (op.seq === undefined) {
        seq += 1
        await base.outbox.update(op.n, { seq, state: 'sent' })
      }
      batch.push(wire)
      if (op.uncertain) break
    }
    return { schema, ops: batch }
  })
}

/** Store the answers. Answers whether any op of the batch found one. */
async function settle(answer: PushAnswer): Promise<boolean> {
  const base = db()
  return base.transaction('rw', base.outbox, base.answered, base.facts, async () => {
    const device = (await base.fact('device'))?.id ?? ''
    let found = 0
    for (const result of answer.results) {
      const op = await base.outbox.where('id').equals(result.id).first()
      if (op?.state !== 'sent') continue
      found += 1
      if (result.status === 'rejected') {
        const { seq: _seq, uncertain: _uncertain, ...rest } = op
        await base.outbox.put({ ...rest, state: 'attention', answered_at: stamp(), problem: result.problem ?? { code: 'rejected', detail: '' } })
        continue
      }
      await base.outbox.delete(op.n)
      // One that the server knew from another device has not used up the number it was offered.
      if (op.op !== 'void') await base.answered.put({ ...op, seq: Math.min(op.seq ?? 0, answer.last_seq), device, result, answered_at: stamp(), settling: result.status === 'parked' ? 0 : 1 })
    }
    await base.note('last_seq', answer.last_seq)
    await base.forget('too_old')
    return found > 0
  })
}

/**
 * Set an op aside that the server cannot even read: it goes to the tray, and a void takes its number,
 * unless the server has counted that number already (`lastSeq`).
 */
async function setAside(id: string, problem: Problem, lastSeq: number): Promise<boolean> {
  const base = db()
  return base.transaction('rw', base.outbox, async () => {
    const op = await base.outbox.where('id').equals(id).first()
    if (op?.state !== 'sent' || op.op === 'void' || op.seq === undefined) return false
    const { seq, n: _n, uncertain: _uncertain, ...rest } = op
    await base.outbox.delete(op.n)
    await base.outbox.add({ ...rest, state: 'attention', answered_at: stamp(), problem })
    if (seq > lastSeq) await base.outbox.put({ n: op.n, id: newId(), seq, type: op.type, record: op.record, op: 'void', at: stamp(), seen: 0, of: op.id, state: 'sent' })
    return true
  })
}

async function newDevice(): Promise<Ending> {
  return endSession('session_ended', true)
}

/** The server has less of ours than it told: find out why, and give it again what it lost. */
async function mendGap(expected: number, server: SyncServer, device: string): Promise<Ending | null> {
  const base = db()
  const told = await base.fact('epoch')
  const page = await server.pull(device, await base.fact('cursor') ?? null)
  if (page.kind === 'offline') return { kind: 'offline' }
  if (page.kind === 'refused') return await readRefusal(page) ?? { kind: 'wait', seconds: null }
  if (told !== undefined && page.data.epoch !== told) {
    await notice(page.data.epoch, page.data.last_seq)
    return null
  }
  const known = await base.outbox.where('state').equals('sent').filter((op) => op.seq === expected).count()
    + await base.answered.filter((op) => op.seq === expected && op.device === device).count()
  if (known === 0) return newDevice()
  await requeue(expected - 1)
  return null
}

/**
 * Whether the phone says that it has no network, and a question shows that this is so. (A server on the same machine
 * answers without one.) Nothing is numbered then, because it could not be set aside any more though nothing left.
 */
async function unreachable(server: SyncServer, device: string): Promise<boolean> {
  if (typeof navigator === 'undefined' || navigator.onLine !== false) return false
  return (await server.pull(device, await db().fact('cursor') ?? null)).kind === 'offline'
}

/** Send all that may leave. Ends when nothing is left, or says why not. `tally` learns how much was answered. */
export async function push(server: SyncServer, tally: Tally = { sent: 0, got: 0, refused: 0 }): Promise<Ending> {
  const device = (await db().fact('device'))?.id
  if (device === undefined) return endSession('session_ended')
  if (await unreachable(server, device)) return { kind: 'offline' }
  let most = MOST_OPS
  let mended = 0
  for (;;) {
    const { schema, ops } = await take(most)
    const first = ops[0]
    if (first === undefined) return { kind: 'done' }
    const reply = await server.push({ device, schema, sent_at: stamp(), ops })
    if (reply.kind === 'offline') return { kind: 'offline' }
    if (reply.kind === 'ok') {
      await notice(reply.data.epoch, reply.data.last_seq)
      tally.sent += reply.data.results.length
      tally.refused += reply.data.results.filter((result) => result.status === 'rejected').length
      if (!await settle(reply.data)) return { kind: 'wait', seconds: null }
      continue
    }
    const { status, problem } = reply
    // This app is new enough; what waits was made by one so old that nobody reads it any more.
    const outgrown = status === 426 && schema < SCHEMA && typeof problem['min_schema'] === 'number' && problem['min_schema'] <= SCHEMA
    const ending = outgrown ? null : await readRefusal(reply)
    if (ending) return ending
    if (status === 409) {
      if (problem.code !== 'gap' || typeof problem['expected'] !== 'number' || mended++ > 2) return newDevice()
      const stop = await mendGap(problem['expected'], server, device)
      if (stop) return stop
    } else if (status === 413 && ops.length > 1) most = Math.floor(ops.length / 2)
    else if (status === 400 && ops.length > 1) most = 1
    else if (outgrown || status === 422 || status === 413 || status === 400) {
      const named = ops.find((op) => op.id === problem['op'])?.id
      if (named === undefined && ops.length > 1 && !outgrown) most = 1
      else {
        // A changed op under a known id may have been counted already, in its first form.
        const head = status === 422 ? await server.pull(device, await db().fact('cursor') ?? null) : null
        const counted = head?.kind === 'ok' ? head.data.last_seq : await db().fact('last_seq') ?? 0
        if (!await setAside(named ?? first.id, problem, counted)) return { kind: 'wait', seconds: null }
      }
    } else return { kind: 'wait', seconds: null }
  }
}
