/**
 * Pictures go when their record goes: whoever may no longer see a hazard keeps none of its photos either.
 *
 * The ids that went are noted with the page that took them, so that a crash in between leaves nothing behind.
 * What the server has not got, or has not answered for, stays until it has, and goes then.
 */
import { type Capture, db } from '../database'

/** Where the service worker keeps pictures (service-worker.ts). */
const CACHES = ['photos-thumb', 'photos-screen'] as const

/** Note what this page took away: photos, and records that photos hang on. Call inside the page's transaction. */
export async function noteLeaving(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const base = db()
  await base.note('leaving', [...new Set([...await base.fact('leaving') ?? [], ...ids])])
}

/** The server has the bytes of this picture, and has answered for its record; nobody has to decide on it any more. */
async function done(capture: Capture): Promise<boolean> {
  const base = db()
  if (capture.state !== 'stored' || await base.outbox.where('[type+record]').equals(['photo', capture.id]).count() > 0) return false
  const parked = await base.answered.where('record').equals(capture.id).filter((op) => op.result.status === 'parked').toArray()
  const waiting = await base.contribution.bulkGet(parked.map((op) => op.result.contribution ?? ''))
  return waiting.every((row) => row?.state !== 'open')
}

async function dropFromCaches(photos: readonly string[]): Promise<void> {
  if (typeof caches === 'undefined' || photos.length === 0) return
  const gone = new Set(photos.map((id) => `/api/v1/photos/${id}`))
  for (const name of CACHES) {
    if (!await caches.has(name)) continue
    const cache = await caches.open(name)
    for (const kept of await cache.keys()) {
      if (!gone.has(new URL(kept.url).pathname) || !await cache.delete(kept)) continue
      // The browser's own cache holds it too, until it hears that there is nothing there for him.
      await fetch(kept.url, { cache: 'reload' }).catch(() => undefined)
    }
  }
}

/** Let the noted pictures go, unless they came back; those still needed are looked at again after the next pull. */
export async function letPicturesGo(): Promise<void> {
  const base = db()
  const noted = await base.fact('leaving') ?? []
  if (noted.length === 0) return
  const [photos, hazards] = await Promise.all([base.photo.bulkGet([...noted]), base.hazard.bulkGet([...noted])])
  const gone = noted.filter((_, i) => !photos[i] && !hazards[i])
  const taken = await base.captures.where('id').anyOf(gone).or('hazard').anyOf(gone).toArray()
  const known = await base.photo.bulkGet(taken.map((one) => one.id))
  const going = new Set(gone)
  const staying = new Set<string>()
  for (const [i, capture] of taken.entries()) {
    const goes = !known[i] && await done(capture)
    if (goes) going.add(capture.id)
    else going.delete(capture.id)
    if (!goes && !known[i]) for (const id of [capture.id, capture.hazard]) staying.add(id)
  }
  await dropFromCaches([...going])
  await base.transaction('rw', base.captures, base.renditions, base.facts, async () => {
    await base.captures.where('id').anyOf([...going]).delete()
    await base.renditions.where('id').anyOf([...going]).delete()
    const since = (await base.fact('leaving') ?? []).filter((id) => !noted.includes(id))
    const left = [...new Set([...noted.filter((id) => staying.has(id)), ...since])]
    if (left.length > 0) await base.note('leaving', left)
    else await base.forget('leaving')
  })
}
