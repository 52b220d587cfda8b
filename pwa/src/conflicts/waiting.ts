/** What waits on this phone, thing by thing, and why each of it does. */
import { type Capture, db, type OutboxOp } from '../database'
import { ownersOf, readAside, readStaying } from '../sync/aside'
import { type About, readAbout } from './about'

/** `next`: nothing of its own holds it back, it goes when the phone gets through. */
export type Because = 'aside' | 'behind' | 'photos' | 'sent' | 'next'

export interface WaitingItem {
  readonly key: string
  readonly about: About
  readonly ops: readonly OutboxOp[]
  readonly photos: number
  readonly because: Because
  /** Ops that have left, and that the server has yet to answer. */
  readonly sent: number
}

interface Group { ops: OutboxOp[], photos: number, type: string, id: string }

const typeOfOwner = (op: OutboxOp): string => {
  const owner = op.data?.['owner_type']
  return op.type === 'answer' ? 'walkthrough' : typeof owner === 'string' ? owner : 'hazard'
}

async function grouped(ops: readonly OutboxOp[], captures: readonly Capture[]): Promise<Map<string, Group>> {
  const by = new Map<string, Group>()
  const group = (key: string, type: string): Group => {
    let found = by.get(key)
    if (!found) by.set(key, found = { ops: [], photos: 0, type, id: key })
    return found
  }
  const ownerOf = await ownersOf(ops)
  for (const op of ops) {
    const owner = ownerOf(op)
    group(owner, owner === op.record ? op.type : typeOfOwner(op)).ops.push(op)
  }
  for (const capture of captures) group(capture.hazard, capture.owner_type).photos += 1
  return by
}

function because(group: Group, aside: ReadonlySet<string>, stays: ReadonlySet<string>): Because {
  if (aside.has(group.id)) return 'aside'
  if (group.ops.some((op) => stays.has(op.id))) return 'behind'
  if (group.ops.some((op) => op.state === 'held')) return 'photos'
  return group.photos === 0 && group.ops.every((op) => op.state === 'sent') ? 'sent' : 'next'
}

export async function readWaiting(): Promise<WaitingItem[]> {
  const base = db()
  const ops = (await base.outbox.where('state').anyOf('waiting', 'held', 'sent').sortBy('n')).filter((op) => op.op !== 'void')
  const captures = await base.captures.where('state').anyOf('captured', 'shrunk', 'uploading').toArray()
  const [aside, stays] = [await readAside(), await readStaying(ops)]
  return Promise.all([...await grouped(ops, captures)].map(async ([key, group]) => ({
    key, about: await readAbout(group.type, group.id), ops: group.ops, photos: group.photos,
    because: because(group, aside, stays), sent: group.ops.filter((op) => op.state === 'sent').length,
  })))
}
