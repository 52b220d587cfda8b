/**
 * Takes in again what a phone exported: each op under its own id, each photo under its own, all of the file or none.
 *
 * What is here already, was answered here or went on under another id is left alone. Whether the server knows an op
 * from the phone it came from nobody can tell, so each travels alone, and one that is known is answered as before.
 */
import { type Capture, db, type OutboxOp } from '../database'
import { stamp } from '../lib/clock'
import { SCHEMA } from '../lib/wire'
import { useMe } from '../people/session'
import { withRoom } from '../storage/full'
import { asideTables, ownersOf } from '../sync/aside'
import { poke } from '../sync/outbox'
import { type Exported, readExport } from './exported'

export type Taken =
  /** `known`: what was here or with the server already. */
  | { readonly kind: 'taken', readonly ops: number, readonly photos: number, readonly known: number }
  | { readonly kind: 'other', readonly name: string }
  | { readonly kind: 'damaged' | 'foreign' | 'newer' }

/** As it waits here: numbered anew, and alone on its way. What was refused stays in the tray as it was. */
function anew(op: OutboxOp): Omit<OutboxOp, 'n'> {
  const { n: _n, seq: _seq, ...rest } = op
  if (op.state === 'attention') return rest
  return { ...rest, state: op.state === 'held' ? 'held' : 'waiting', uncertain: 1 }
}

async function takeOps(ops: readonly OutboxOp[], aside: ReadonlySet<string>): Promise<number> {
  const base = db()
  const ids = ops.map((op) => op.id)
  const known = new Set([
    ...(await base.outbox.where('id').anyOf(ids).toArray()).map((op) => op.id),
    ...await base.answered.where('id').anyOf(ids).primaryKeys(),
    ...await base.replaced.where('id').anyOf(ids).primaryKeys(),
  ])
  const coming = [...ops].sort((a, b) => a.n - b.n).filter((op) => !known.has(op.id))
  for (const op of coming) await base.outbox.add(anew(op))
  const ownerOf = await ownersOf(ops)
  for (const record of new Set(coming.map(ownerOf))) if (aside.has(record)) await base.aside.put({ id: record, at: stamp() })
  return coming.length
}

/** Only a photo whose bytes came along, that is not here, and that the server has not got. */
async function takePhotos(photos: readonly Capture[], bytes: Exported['bytes']): Promise<number> {
  const base = db()
  let taken = 0
  for (const photo of photos) {
    const original = bytes.get(photo.id)
    if (!original || await base.captures.get(photo.id) || (await base.photo.get(photo.id))?.stored === true) continue
    const { upload_url: _url, sent_bytes: _sent, ...rest } = photo
    await base.captures.add({ ...rest, state: photo.state === 'uploading' ? 'shrunk' : photo.state })
    await base.renditions.put({ id: photo.id, size: 'original', type: original.type, bytes: original.bytes, at: stamp() })
    taken += 1
  }
  return taken
}

/** @throws NoRoom nothing was taken */
export async function takeIn(file: Blob): Promise<Taken> {
  const read = await readExport(file)
  if (typeof read === 'string') return { kind: read }
  if (read.user.id !== useMe().value?.user.id) return { kind: 'other', name: read.user.name }
  if (read.schema > SCHEMA) return { kind: 'newer' }
  const base = db()
  const taken = await withRoom(() => base.transaction('rw', [...asideTables(), base.renditions, base.replaced], async () => ({
    ops: await takeOps(read.ops, new Set(read.aside)), photos: await takePhotos(read.photos, read.bytes),
  })))
  poke()
  return { kind: 'taken', ...taken, known: read.ops.length + read.bytes.size - taken.ops - taken.photos }
}
