/**
 * Letting go of originals, and of nothing else.
 *
 * An original may go when the server has confirmed these very bytes: its record here says “stored” under the hash
 * that the bytes on this phone still have. Small copies stay, and what was not confirmed is never touched.
 */
import { type Capture, db } from '../database'
import { sha256 } from '../lib/sha256'

/** Where the service worker keeps example pictures of checklists (service-worker.ts). */
export const EXAMPLES = 'examples'

/** Example pictures go before anything else: the server has them, and whoever needs one fetches it again. */
export async function dropExamples(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(EXAMPLES)
}

export interface Clearable { readonly photos: number, readonly bytes: number }

/** Where the record is not (or no more) on this phone: the server took its creation, and nobody has to decide on it. */
async function takenWithoutRecord(id: string): Promise<boolean> {
  const base = db()
  if (await base.outbox.where('[type+record]').equals(['photo', id]).count() > 0) return false
  return await base.answered.where('record').equals(id).filter((op) => op.result.status === 'parked').count() === 0
}

async function confirmed(owner?: string): Promise<Capture[]> {
  const base = db()
  const stored = await base.captures.where('state').equals('stored')
    .filter((one) => !one.cleared && one.sha256 !== undefined && (owner === undefined || one.hazard === owner)).toArray()
  const records = await base.photo.bulkGet(stored.map((one) => one.id))
  const sure = new Array<Capture>()
  for (const [i, one] of stored.entries()) {
    const record = records[i]
    if (record ? record.stored === true && record.sha256 === one.sha256 : await takenWithoutRecord(one.id)) sure.push(one)
  }
  return sure
}

/** How many originals could go, and about how many bytes that gives. Call inside `useLive`. */
export async function readClearable(): Promise<Clearable> {
  const going = await confirmed()
  return { photos: going.length, bytes: going.reduce((sum, one) => sum + (one.size ?? 0), 0) }
}

/** Let one go. Answers its bytes; 0 when what lies here is not what the server confirmed. */
async function clear({ id, sha256: hash }: Capture): Promise<number> {
  const base = db()
  const kept = await base.renditions.get([id, 'original'])
  if (kept && await sha256(kept.bytes) !== hash) return 0
  return base.transaction('rw', [base.captures, base.renditions], async () => {
    const now = await base.captures.get(id)
    // Sent anew meanwhile, for a server that lost it.
    if (now?.state !== 'stored' || now.sha256 !== hash) return 0
    await base.renditions.delete([id, 'original'])
    await base.captures.update(id, { cleared: 1 })
    return kept?.bytes.byteLength ?? 0
  })
}

/** Let go of confirmed originals, of one record or of all. Answers the bytes freed. */
export async function clearStored(owner?: string): Promise<number> {
  let freed = 0
  for (const one of await confirmed(owner)) freed += await clear(one)
  return freed
}
