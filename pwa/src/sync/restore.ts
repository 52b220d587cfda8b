/**
 * When the server has forgotten: it was restored from a backup, and knows less than it had confirmed.
 *
 * Phones keep what was answered for 14 days and hand it in again, under the same op ids, so that
 * acknowledged work survives. What the server still knows it answers as before, and nothing happens twice.
 */
import { type AnsweredOp, type OutboxOp, db } from '../database'
import { now } from '../lib/clock'

export const KEPT_DAYS = 14

function again(op: OutboxOp | AnsweredOp): OutboxOp {
  const { seq: _seq, answered_at: _at, problem: _problem, ...rest } = op
  const { result: _result, settling: _settling, device: _device, ...kept } = rest as Omit<AnsweredOp, 'seq'>
  return { ...kept, state: 'waiting' }
}

/** Put back into the outbox, unnumbered, everything of this device the server cannot have: its `seq` lies above `lastSeq`. */
export async function requeue(lastSeq: number, others = false): Promise<void> {
  const base = db()
  await base.transaction('rw', base.outbox, base.answered, base.facts, async () => {
    const device = (await base.fact('device'))?.id
    for (const op of await base.outbox.where('state').equals('sent').toArray()) {
      if ((op.seq ?? 0) > lastSeq) await base.outbox.put(again(op))
    }
    for (const op of await base.answered.toArray()) {
      const ours = op.device === device
      if (ours ? (op.seq ?? 0) <= lastSeq : !others) continue
      await base.answered.delete(op.id)
      // Under an older device id nobody can say whether the server kept it: it travels alone, and is numbered afresh after it.
      await base.outbox.put(ours ? again(op) : { ...again(op), uncertain: 1 })
    }
    await base.note('last_seq', lastSeq)
  })
}

/** Look at the epoch and count that came with an answer; gives back what was lost if they tell of a restore. Answers whether. */
export async function notice(epoch: string, lastSeq: number): Promise<boolean> {
  const base = db()
  const [told, last] = [await base.fact('epoch'), await base.fact('last_seq') ?? 0]
  if (told === undefined) {
    await base.note('epoch', epoch)
    return false
  }
  if (told === epoch && lastSeq >= last) return false
  await requeue(lastSeq, told !== epoch)
  await base.note('epoch', epoch)
  return true
}

/** Drop answered ops older than 14 days. */
export async function prune(here: Date = now()): Promise<void> {
  const old = here.getTime() - KEPT_DAYS * 86_400_000
  await db().answered.filter((op) => op.settling === 0 && Date.parse(op.answered_at ?? op.at) < old).delete()
}

/** Begin again as a new device: what waits is numbered from 1, and keeps its ids. */
export async function beginDevice(device: { id: string, name: string }): Promise<void> {
  const base = db()
  await base.transaction('rw', base.outbox, base.facts, async () => {
    await base.outbox.where('state').equals('sent').modify((op) => {
      delete op.seq
      op.state = 'waiting'
    })
    await base.note('device', device)
    await base.note('last_seq', 0)
  })
}
