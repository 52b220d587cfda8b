/**
 * The one way to add photos to a record, and what may be done with one afterwards.
 *
 * Saving stores the bytes as they were captured together with what the person did (a new hazard, a
 * submission), in one strict transaction, and nothing else: that is the moment the screen may say “saved on
 * this phone”. Shrinking, hashing and the photo's own op follow in `work.ts` and survive a kill.
 */
import { db, type Capture, type Rendition } from '../database'
import { stamp as timestamp } from '../lib/clock'
import type { PhotoRole } from '../lib/wire'
import { withRoom } from '../storage/full'
import { newId, poke, remove } from '../sync/outbox'
import { readExif } from './exif'
import { pictureType } from './formats'
import { readHeader } from './header'
import type { StampLines } from './stamp'

/** A picture as captured, and what is known of it. */
export interface Picture {
  id: string
  type: string
  source: Capture['source']
  taken_at: string | null
  lat: number | null
  lon: number | null
  accuracy_m: number | null
  stamp: StampLines | null
  /** null: the bytes are in this phone's store already, since the shutter fell. */
  bytes: ArrayBuffer | null
}

export interface Owner { type: string; id: string }

/** Why a file is not taken. */
export type Unfit = 'no_picture' | 'too_large' | 'too_many_pixels' | 'cut_off'

/** The file is none that can be added; said before the person has walked away from the place. */
export class NoPicture extends Error {
  constructor(readonly file: string, readonly why: Unfit) { super(why); this.name = 'NoPicture' }
}

/** What the server takes at most, so that nobody waits for a signal to be refused. */
const MOST_FILE_BYTES = 20 * 1024 * 1024
const MOST_PIXELS = 50_000_000

/**
 * A file from the gallery or the phone's own camera app, with the time and place its camera wrote into it.
 * Looks at the file's own marks only: what is too large to draw is never drawn.
 * @throws NoPicture
 */
export async function fromFile(file: File): Promise<Picture> {
  const refuse = (why: Unfit): never => { throw new NoPicture(file.name, why) }
  if (file.size > MOST_FILE_BYTES) return refuse('too_large')
  const bytes = await file.arrayBuffer()
  const type = pictureType(bytes)
  if (!type) return refuse('no_picture')
  const { pixels, whole } = readHeader(bytes, type)
  if (pixels !== null && pixels > MOST_PIXELS) return refuse('too_many_pixels')
  if (!whole) return refuse('cut_off')
  const { taken_at, lat, lon, accuracy_m } = readExif(bytes)
  return { id: newId(), type, source: 'gallery', taken_at, lat, lon, accuracy_m, stamp: null, bytes }
}

/** A picture the page took itself, now, here. */
export function newPicture(
  shot: { bytes: ArrayBuffer; type: string },
  known: { taken_at: string; fix: { lat: number; lon: number; accuracy_m: number } | null; stamp: StampLines | null },
): Picture {
  const { taken_at, fix, stamp } = known
  return { id: newId(), ...shot, source: 'camera', taken_at, lat: fix?.lat ?? null, lon: fix?.lon ?? null, accuracy_m: fix?.accuracy_m ?? null, stamp }
}

const original = (id: string, type: string, bytes: ArrayBuffer): Rendition =>
  ({ id, size: 'original', type, bytes, at: timestamp() })

/**
 * Keep a picture the moment it is taken, before anything is saved: a draft's photo survives a kill.
 * @throws NoRoom
 */
export async function keepBytes(picture: Picture): Promise<Picture> {
  const { bytes } = picture
  if (!bytes) return picture
  await withRoom(() => db().renditions.put(original(picture.id, picture.type, bytes)))
  return { ...picture, bytes: null }
}

/** A draft's photo that the person does not want. */
export async function dropBytes(id: string): Promise<void> {
  await db().transaction('rw', [db().captures, db().renditions], async () => {
    // Saved in the meantime, by another tab: then it is nobody's draft any more.
    if (await db().captures.get(id)) return
    await db().renditions.where('id').equals(id).delete()
  })
}

/** Put the pictures down as the owner's. Call inside a transaction over `captures`, `renditions` and `outbox`. */
async function put(owner: Owner, role: PhotoRole, pictures: readonly Picture[]): Promise<void> {
  const saved_at = timestamp()
  for (const picture of pictures) {
    if (picture.bytes) await db().renditions.put(original(picture.id, picture.type, picture.bytes))
    await db().captures.add({
      id: picture.id, hazard: owner.id, owner_type: owner.type, role, source: picture.source, type: picture.type,
      taken_at: picture.taken_at, lat: picture.lat, lon: picture.lon, accuracy_m: picture.accuracy_m,
      stamp: picture.stamp ? { ...picture.stamp } : null, state: 'captured', saved_at,
    })
  }
}

/**
 * Save photos of one record, with whatever else must be saved or not saved with them.
 *
 * @param also writes ops through `sync/outbox` (and drafts); it runs first, so that a record's own `create`
 *   comes before those of its photos.
 * @throws NoRoom nothing of this was saved, everything before is untouched
 */
export async function addPhotos(owner: Owner, role: PhotoRole, pictures: readonly Picture[], also: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const base = db()
  await withRoom(() => base.transaction('rw', [base.outbox, base.captures, base.renditions, base.drafts], async () => {
    await also()
    await put(owner, role, pictures)
  }))
  poke()
}

/** The person has looked: try the same bytes again from the start. */
export async function sendAgain(id: string): Promise<void> {
  await db().captures.where('id').equals(id).modify(capture => {
    if (capture.state !== 'attention') return
    capture.state = capture.sha256 ? 'shrunk' : 'captured'
    delete capture.problem
    delete capture.upload_url
    delete capture.sent_bytes
  })
  poke()
}

/** Take a photo back: its op goes to the server as a deletion, or never leaves when the server has not heard of it. */
export async function takeBack(id: string): Promise<void> {
  const base = db()
  await base.transaction('rw', [base.outbox, base.captures, base.renditions, base.photo], async () => {
    const made = (await base.outbox.where('[type+record]').equals(['photo', id]).toArray()).find(op => op.op === 'create')
    const row = await base.photo.get(id)
    if (made && (made.state === 'attention' || made.seq === undefined)) await base.outbox.delete(made.n)
    else if (made || row || (await base.captures.get(id))?.sha256) await remove('photo', id, row?.version ?? 0)
    await base.captures.delete(id)
    await base.renditions.where('id').equals(id).delete()
  })
  poke()
}

/** A damaged photo is replaced by a new one, in the same place of the same record. */
export async function retake(id: string, picture: Picture): Promise<void> {
  const old = await db().captures.get(id)
  if (!old) return
  await addPhotos({ type: old.owner_type, id: old.hazard }, old.role, [picture])
  await takeBack(id)
}
