/**
 * Photos as a screen shows them: those the server knows and those that are still only on this phone, as one.
 *
 * A picture is read from the phone while its bytes are here, then from the small copy kept after sending, and
 * last from the server, whose thumbs the service worker keeps.
 */
import { liveQuery } from 'dexie'
import { type MaybeRefOrGetter, type Ref, computed, onScopeDispose, shallowReadonly, shallowRef, toValue, watchEffect } from 'vue'

import { type Capture, db } from '../database'
import type { PersonRef, Photo, PhotoRole, Problem } from '../lib/wire'
import { readOwnedMany, readRecord } from '../sync/records'
import type { Viewed } from '../sync/view'

export interface PhotoView {
  readonly id: string
  readonly role: PhotoRole
  readonly taken_at: string | null
  /** The server has confirmed the hash of these very bytes. */
  readonly stored: boolean
  /** What this phone still does with its bytes; null when it holds none. */
  readonly here: Capture['state'] | null
  /** Share of the bytes the server has confirmed, 0 to 1. */
  readonly sent: number
  /** Bytes it is made of now, and bytes still to go; 0 while it is being made small. */
  readonly size: number
  readonly left: number
  /** This phone has let go of all but the thumbnail. */
  readonly cleared: boolean
  /** Why it waits for its owner. */
  readonly problem: Problem | null
  readonly saved_at: string | null
  readonly stored_at: string | null
  readonly sha256: string | null
  readonly lat: number | null
  readonly lon: number | null
  readonly accuracy_m: number | null
  readonly by: PersonRef | null
  readonly version: number
  readonly caption: string | null
}

type Here = Pick<PhotoView, 'here' | 'sent' | 'size' | 'left' | 'cleared' | 'problem' | 'saved_at' | 'stored_at'>

function onPhone(capture: Capture | undefined): Here {
  const size = capture?.size ?? 0
  const gone = capture?.state === 'stored' ? size : capture?.sent_bytes ?? 0
  return {
    here: capture?.state ?? null, sent: size > 0 ? gone / size : 0, size, left: size - gone, cleared: capture?.cleared === 1,
    problem: capture?.problem ?? null, saved_at: capture?.saved_at ?? null, stored_at: capture?.stored_at ?? null,
  }
}

const fromRecord = (photo: Photo, capture: Capture | undefined): PhotoView => ({
  id: photo.id, role: photo.role, taken_at: photo.taken_at ?? null, stored: photo.stored === true || capture?.state === 'stored',
  ...onPhone(capture), sha256: photo.sha256, lat: photo.lat ?? null, lon: photo.lon ?? null, accuracy_m: photo.accuracy_m ?? null,
  by: photo.created_by ?? null, version: photo.version, caption: photo.caption ?? null,
})

const fromCapture = (capture: Capture): PhotoView => ({
  id: capture.id, role: capture.role, taken_at: capture.taken_at, stored: capture.state === 'stored', ...onPhone(capture),
  sha256: capture.sha256 ?? null, lat: capture.lat, lon: capture.lon, accuracy_m: capture.accuracy_m, by: null, version: 0, caption: null,
})

function together(records: readonly Viewed<Photo>[], captures: readonly Capture[]): PhotoView[] {
  const here = new Map(captures.map(one => [one.id, one]))
  const known = new Set(records.map(record => record.id))
  return [
    ...records.map(record => fromRecord(record, here.get(record.id))),
    ...captures.filter(capture => !known.has(capture.id)).map(fromCapture),
  ].sort((a, b) => (a.taken_at ?? '') < (b.taken_at ?? '') ? -1 : 1)
}

/** Photos that hang on each of these records, oldest first, in one reading. Call inside `useLive`. */
export async function readPhotosOf(ownerType: string, ownerIds: readonly string[]): Promise<Map<string, PhotoView[]>> {
  const [records, captures] = await Promise.all([readOwnedMany('photo', ownerType, ownerIds), db().captures.where('hazard').anyOf([...ownerIds]).toArray()])
  return new Map([...records].map(([owner, some]) => [owner, together(some, captures.filter(one => one.owner_type === ownerType && one.hazard === owner))]))
}

/** Photos that hang on one record, oldest first. Call inside `useLive`. */
export async function readPhotos(ownerType: string, ownerId: string): Promise<PhotoView[]> {
  return (await readPhotosOf(ownerType, [ownerId])).get(ownerId) ?? []
}

export interface PhotoSet { readonly owner: { readonly type: string, readonly id: string }, readonly photos: readonly PhotoView[] }

/** A photo with all that hang on the same record, or null when this phone knows none of that name. Call inside `useLive`. */
export async function readSet(id: string): Promise<PhotoSet | null> {
  const [record, capture] = await Promise.all([readRecord('photo', id), db().captures.get(id)])
  const owner = record ? { type: record.owner_type, id: record.owner_id } : capture ? { type: capture.owner_type, id: capture.hazard } : null
  return owner && { owner, photos: await readPhotos(owner.type, owner.id) }
}

/** One round of putting something right: when it began ('' when the phone does not know), and whether it was handed in. */
export interface Round { readonly began: string, readonly handedIn: boolean }

/**
 * The photo that answers the one before: the first of those taken in this round, because people repeat the angle
 * first and add details after it. What was handed in has its proof even where a phone's clock was wrong: then the
 * last one; until then a photo of an earlier round proves nothing.
 */
export function answering(photos: readonly PhotoView[], { began, handedIn }: Round): PhotoView | null {
  const after = photos.filter(photo => photo.role === 'after')
  return after.find(photo => began === '' || (photo.taken_at !== null && Date.parse(photo.taken_at) >= Date.parse(began))) ?? (handedIn ? after.at(-1) : null) ?? null
}

type Source = { readonly bytes: ArrayBuffer, readonly type: string } | { readonly url: string } | null

/** Where the server has this photo. */
const onServer = (id: string, size: 'thumb' | 'screen'): string => `/api/v1/photos/${id}?size=${size}`

/** Reads nothing of the photo's progress, so that a picture is not drawn anew for every piece that was sent. */
async function source(id: string, size: 'thumb' | 'screen'): Promise<Source> {
  const base = db()
  const kept = await base.renditions.get([id, size]) ?? await base.renditions.get([id, 'original'])
  // Most browsers cannot draw a HEIC; the server's JPEG is better as soon as there is one.
  if (kept && kept.type !== 'image/heic') return { bytes: kept.bytes, type: kept.type }
  const record = await base.photo.get(id)
  if (record?.stored === true) return { url: onServer(id, size) }
  const small = await base.renditions.get([id, 'thumb']) ?? kept
  return small ? { bytes: small.bytes, type: small.type } : null
}

/** What is enough to know where a photo's bytes are. */
export type Placed = Pick<PhotoView, 'id' | 'stored' | 'here'>

/**
 * An address from which this photo can be drawn now, or null. Follows the photo as it is sent and stored.
 * Of one that is known to lie at the server and was never on this phone nothing has to be read.
 */
export function usePicture(id: MaybeRefOrGetter<Placed | string | null | undefined>, size: 'thumb' | 'screen' = 'thumb'): Readonly<Ref<string | null>> {
  const address = shallowRef<string | null>(null)
  let made = ''
  const show = (next: string | null, own: boolean): void => {
    if (made) URL.revokeObjectURL(made)
    made = own && next ? next : ''
    address.value = next
  }
  // Two plain values, so that a photo's progress does not begin its drawing anew.
  const which = computed(() => {
    const asked = toValue(id)
    return (typeof asked === 'string' ? asked : asked?.id) ?? ''
  })
  const away = computed(() => {
    const asked = toValue(id)
    return typeof asked === 'object' && asked?.stored === true && asked.here === null
  })
  watchEffect((again) => {
    const wanted = which.value
    if (!wanted) return show(null, false)
    if (away.value) return show(onServer(wanted, size), false)
    const watching = liveQuery(() => source(wanted, size)).subscribe({
      next: (found) => {
        if (found === null) show(null, false)
        else if ('url' in found) { if (address.value !== found.url) show(found.url, false) }
        else show(URL.createObjectURL(new Blob([found.bytes], { type: found.type })), true)
      },
      error: () => show(null, false),
    })
    again(() => watching.unsubscribe())
  })
  onScopeDispose(() => show(null, false))
  return shallowReadonly(address)
}
