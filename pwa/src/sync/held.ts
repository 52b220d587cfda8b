/**
 * Acts that wait for photos.
 *
 * Handing in a repair must come after the records of its photos; accepting one must come after the server
 * has every one of them. Until then such an act has no number, and the screen says that it waits for the photos.
 */
import { type OutboxOp, type XunanDatabase, db } from '../database'

/** Judging needs the bytes at the server; handing in needs the photos' own ops before it. */
const JUDGES = new Set(['accept'])

/** The record whose photos it waits for: what is seen on a visit is shown by photos of the hazard. */
const photographed = (op: OutboxOp): string => op.action === 'look' && typeof op.args?.['hazard'] === 'string' ? op.args['hazard'] : op.record

async function mayGo(op: OutboxOp, base: XunanDatabase): Promise<boolean> {
  const going = await base.captures.where('hazard').equals(photographed(op)).toArray()
  // A photo whose record is not in the outbox yet: still being shrunk, or broken before that.
  if (going.some((photo) => photo.state === 'captured' || (photo.state === 'attention' && photo.sha256 === undefined))) return false
  if (!JUDGES.has(op.action ?? '')) return true
  if (going.some((photo) => photo.role === 'after' && photo.state !== 'stored')) return false
  if (await base.outbox.where('data.owner_id').equals(op.record).filter((made) => made.type === 'photo' && made.state !== 'attention').count() > 0) return false
  const photos = await base.photo.where('[owner_type+owner_id]').equals(['hazard', op.record]).toArray()
  return photos.every((photo) => photo.role !== 'after' || photo.stored === true)
}

async function letGo(op: OutboxOp, base: XunanDatabase): Promise<void> {
  const behind = await base.outbox.where('record').equals(op.record)
    .filter((other) => other.n > op.n && other.op === 'act' && other.state === 'waiting').toArray()
  for (const moved of [op, ...behind.sort((a, b) => a.n - b.n)]) {
    const { n, held_for: _held, ...rest } = moved
    await base.outbox.delete(n)
    // At the end of the line: behind its photos, which came into the outbox after it.
    await base.outbox.add({ ...rest, state: 'waiting' })
  }
}

/** Let go every held act whose photos allow it. Answers how many. */
export async function release(): Promise<number> {
  const base = db()
  return base.transaction('rw', base.outbox, base.captures, base.photo, async () => {
    let gone = 0
    for (const op of (await base.outbox.where('state').equals('held').toArray()).sort((a, b) => a.n - b.n)) {
      if (!await mayGo(op, base)) continue
      await letGo(op, base)
      gone += 1
    }
    return gone
  })
}
