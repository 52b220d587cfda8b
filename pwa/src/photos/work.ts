/**
 * What happens to a photo after it was saved: shrink it, then let its bytes travel.
 *
 * Each step ends in one transaction, so a kill anywhere leaves a photo in the state before or after it and
 * `startPhotos()` at the next start goes on:
 *
 *   captured ── shrink, stamp, hash ──▶ shrunk (and the photo's `create` is in the outbox) ── upload ──▶ stored
 *
 * One tab works at a time (Web Locks); the steps are taken oldest photo first.
 */
import { type Capture, databaseName, db, isOpen } from '../database'
import { sha256 } from '../lib/sha256'
import { clearStored } from '../storage/clearing'
import { goesOn, tellFull, withRoom } from '../storage/full'
import { create, onPoke, poke } from '../sync/outbox'
import type { Shrunk, ShrinkOrder } from './shrink'
import { shrinkAside } from './shrinker'
import { uploadAll } from './upload'

export type Shrinker = (order: ShrinkOrder) => Promise<Shrunk>

/** A photo whose bytes cannot be made small (no memory, an old browser) travels as it was captured. */
async function shrunkOrWhole(shrinker: Shrinker, order: ShrinkOrder): Promise<Shrunk> {
  try {
    // A copy, because a worker that fails may have kept what it was given.
    return await shrinker({ ...order, bytes: order.bytes.slice(0) })
  } catch {
    return { bytes: order.bytes, type: order.type, sha256: await sha256(order.bytes), thumb: null, width: null, height: null }
  }
}

async function prepare(capture: Capture, shrinker: Shrinker): Promise<void> {
  const base = db()
  const kept = await base.renditions.get([capture.id, 'original'])
  if (!kept) {
    await base.captures.update(capture.id, { state: 'attention', problem: { code: 'bytes_missing', detail: '' } })
    return
  }
  const mode = capture.source === 'camera' ? 'over' : 'under'
  const done = await shrunkOrWhole(shrinker, { bytes: kept.bytes, type: kept.type, stamp: capture.stamp, mode })
  const at = new Date().toISOString()
  await withRoom(() => base.transaction('rw', [base.captures, base.renditions, base.outbox], async () => {
    const now = await base.captures.get(capture.id)
    if (now?.state !== 'captured') return
    await base.renditions.put({ id: capture.id, size: 'original', type: done.type, bytes: done.bytes, at })
    if (done.thumb) await base.renditions.put({ id: capture.id, size: 'thumb', type: 'image/jpeg', bytes: done.thumb, at })
    await base.captures.update(capture.id, { state: 'shrunk', sha256: done.sha256, type: done.type, size: done.bytes.byteLength, sent_bytes: 0 })
    await create('photo', capture.id, {
      owner_type: capture.owner_type, owner_id: capture.hazard, role: capture.role, sha256: done.sha256,
      taken_at: capture.taken_at, lat: capture.lat, lon: capture.lon, accuracy_m: capture.accuracy_m,
    })
  }))
}

export interface Prepared { count: number; trouble: unknown }

/** Shrink everything that was captured, oldest first. One that cannot be written now (a full phone) holds up no other. */
export async function prepareAll(shrinker: Shrinker = shrinkAside): Promise<Prepared> {
  const passed = new Set<string>()
  let trouble: unknown = null
  for (let count = 0; ;) {
    const next = await db().captures.where('state').equals('captured').filter(c => !passed.has(c.id)).first()
    if (!next) return { count, trouble }
    try {
      await prepare(next, shrinker)
      count++
    } catch (error) {
      passed.add(next.id)
      trouble ??= error
    }
  }
}

/** Do the work unless another tab is at it. Answers whether it was done here. */
async function alone(name: string, work: () => Promise<void>): Promise<boolean> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) {
    await work()
    return true
  }
  return navigator.locks.request(`${name} ${databaseName()}`, { ifAvailable: true }, async got => {
    if (got) await work()
    return got !== null
  })
}

/** How long a photo's record may still say “not stored” after its bytes were: a pull was under way. */
const GRACE_MS = 10 * 60_000

/** A server restored from a backup may have lost bytes it had named stored; while this phone has them, they go again. */
async function recheck(): Promise<void> {
  const base = db()
  const before = Date.now() - GRACE_MS
  const stored = await base.captures.where('state').equals('stored').filter(c => !c.cleared && Date.parse(c.stored_at ?? '') < before).toArray()
  const rows = await base.photo.bulkGet(stored.map(c => c.id))
  const lost = stored.filter((_, i) => rows[i]?.stored === false).map(c => c.id)
  await base.captures.where('id').anyOf(lost).modify(c => {
    c.state = 'shrunk'
    delete c.upload_url
    delete c.stored_at
  })
}

/** Originals stay a week after they were stored, for a server that lost its last days; then they make room. */
const KEEP_STORED_MS = 7 * 86_400_000

async function tidy(): Promise<void> {
  await recheck()
  const old = Date.now() - KEEP_STORED_MS
  const due = await db().captures.where('state').equals('stored').filter(c => !c.cleared && Date.parse(c.stored_at ?? '') < old).toArray()
  for (const owner of new Set(due.map(c => c.hazard))) await clearStored(owner)
}

let timer: ReturnType<typeof setTimeout> | null = null
let failures = 0
let running: Promise<void> | null = null
let again = false

/** Seconds until the next try: doubling with jitter, five minutes at most, or what the server asked for. */
export function pause(failed: number, asked: number | null, random: () => number = Math.random): number {
  if (asked !== null) return Math.max(1, asked)
  return Math.min(300, 2 ** Math.min(failed, 9)) * (0.5 + random() / 2)
}

const OTHER_TAB_MS = 5_000
/** What was just saved is told on the screen first; making a picture small would take that moment's strength. */
const TOLD_MS = 400
const NO_ROOM_MS = 60_000

async function round(): Promise<void> {
  let wait: number | null = null
  const prepared = await alone('photos', async () => {
    const { count, trouble } = await prepareAll()
    if (count > 0) poke()
    if (trouble === null) {
      if (count > 0) goesOn('photos')
      return
    }
    if (!tellFull(trouble, 'photos')) console.error('A photo could not be made ready yet', trouble)
    // Uploading goes on and makes room; then it is tried again.
    wait = NO_ROOM_MS
  })
  const sent = await alone('uploads', async () => {
    const result = await uploadAll()
    if (result.stored > 0) poke()
    failures = result.trouble ? failures + 1 : 0
    if (result.trouble) wait = pause(failures, result.retryAfter) * 1000
  })
  // What was saved here just as the other tab came to its end would wait for nobody.
  if (!prepared || !sent) wait = OTHER_TAB_MS
  if (wait !== null) timer = setTimeout(workSoon, wait)
}

/** Go through the photos now, or once more when it is being done already. */
export function workSoon(): void {
  if (!isOpen()) return
  if (timer !== null) clearTimeout(timer)
  timer = null
  if (running) { again = true; return }
  running = round().catch((reason: unknown) => {
    if (!tellFull(reason, 'photos')) console.error('Photos stopped', reason)
    timer = setTimeout(workSoon, NO_ROOM_MS)
  }).finally(() => {
    running = null
    if (again) { again = false; workSoon() }
  })
}

/** Something was saved: go through the photos once the screen has said so. */
function workWhenTold(): void {
  if (timer !== null) clearTimeout(timer)
  timer = setTimeout(workSoon, TOLD_MS)
}

/** Called once the database is open. Goes on with what a kill interrupted and listens for more. Answers how to stop. */
export function startPhotos(): () => void {
  const online = (): void => { failures = 0; workSoon() }
  const visible = (): void => { if (document.visibilityState === 'visible') workSoon() }
  const deaf = onPoke(workWhenTold)
  window.addEventListener('online', online)
  document.addEventListener('visibilitychange', visible)
  void tidy().catch((reason: unknown) => { console.error('Old photos could not be cleared', reason) })
  workSoon()
  return () => {
    deaf()
    if (timer !== null) clearTimeout(timer)
    window.removeEventListener('online', online)
    document.removeEventListener('visibilitychange', visible)
  }
}
