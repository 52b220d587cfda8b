/** Room is made of originals the server has confirmed by their hash, and of nothing else. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { type Capture, closeDatabase, db, openDatabase } from '../database'
import { sha256 } from '../lib/sha256'
import type { Photo } from '../lib/wire'
import { clearStored, readClearable } from './clearing'
import { askPromise, photosThatFit, readPromise, readRoom } from './room'

let user = 0
beforeEach(async () => { await openDatabase(`clearing-${++user}`) })
afterEach(() => {
  closeDatabase()
  vi.unstubAllGlobals()
})

const bytesOf = (id: string): ArrayBuffer => new TextEncoder().encode(id.repeat(100)).buffer

/** A photo on this phone in that state, with its small copies, and what the server's record of it says. */
async function photo(id: string, state: Capture['state'], record: Partial<Photo> | null): Promise<void> {
  const hash = await sha256(bytesOf(id))
  await db().captures.add({
    id, hazard: 'h1', owner_type: 'hazard', role: 'before', source: 'camera', type: 'image/jpeg', taken_at: null, lat: null, lon: null, accuracy_m: null,
    stamp: null, state, saved_at: '2026-11-22T10:00:00Z', sha256: hash, size: bytesOf(id).byteLength,
  })
  for (const size of ['original', 'thumb', 'screen'] as const) await db().renditions.put({ id, size, type: 'image/jpeg', bytes: bytesOf(id), at: 'x' })
  if (record) await db().photo.add({ id, version: 1, owner_type: 'hazard', owner_id: 'h1', role: 'before', sha256: hash, taken_at: null, ...record })
}

const sizes = async (id: string): Promise<string[]> => (await db().renditions.where('id').equals(id).toArray()).map((one) => one.size).sort()
const ALL = ['original', 'screen', 'thumb']

test('an original goes when the server’s record says it is stored under this hash; its small copies stay', async () => {
  await photo('a', 'stored', { stored: true })
  await photo('b', 'stored', { stored: true })
  expect(await readClearable()).toEqual({ photos: 2, bytes: 200 })
  expect(await clearStored()).toBe(200)
  expect([await sizes('a'), await sizes('b')]).toEqual([['screen', 'thumb'], ['screen', 'thumb']])
  expect(await readClearable()).toEqual({ photos: 0, bytes: 0 })
  expect(await clearStored()).toBe(0)
})

test('nothing goes that the server has not confirmed, whatever this phone believes', async () => {
  for (const state of ['captured', 'shrunk', 'uploading', 'attention'] as const) await photo(state, state, { stored: true })
  await photo('lost', 'stored', { stored: false })
  await photo('other', 'stored', { stored: true, sha256: 'f'.repeat(64) })
  expect(await readClearable()).toEqual({ photos: 0, bytes: 0 })
  expect(await clearStored()).toBe(0)
  for (const { id } of await db().captures.toArray()) expect(await sizes(id)).toEqual(ALL)
})

test('nothing goes whose bytes here are not those that were confirmed', async () => {
  await photo('bent', 'stored', { stored: true })
  await db().renditions.put({ id: 'bent', size: 'original', type: 'image/jpeg', bytes: bytesOf('x'), at: 'x' })
  expect(await clearStored()).toBe(0)
  expect(await sizes('bent')).toEqual(ALL)
})

test('without a record here it stays while its creation waits, was refused, or is for another to decide', async () => {
  const op = { type: 'photo', op: 'create' as const, at: 'x', seen: 0, state: 'sent' as const }
  for (const id of ['waits', 'parked', 'taken']) await photo(id, 'stored', null)
  await db().outbox.add({ ...op, id: 'o1', record: 'waits', state: 'attention' })
  await db().answered.add({ ...op, n: 2, id: 'o2', record: 'parked', device: 'd', settling: 0, result: { id: 'o2', status: 'parked' } })
  await db().answered.add({ ...op, n: 3, id: 'o3', record: 'taken', device: 'd', settling: 1, result: { id: 'o3', status: 'applied' } })
  await clearStored()
  expect([await sizes('waits'), await sizes('parked'), await sizes('taken')]).toEqual([ALL, ALL, ['screen', 'thumb']])
})

test('room is told in photos of the size this phone keeps, with the last of it left for words', async () => {
  vi.stubGlobal('navigator', { storage: { estimate: () => Promise.resolve({ usage: 90 * 2 ** 20, quota: 100 * 2 ** 20 }) } })
  // Eight of the ten megabytes left, at 420 KB each until there are any here.
  expect((await readRoom())?.fits).toBe(Math.floor(8 * 1024 / 420))
  for (const id of ['a', 'b']) await photo(id, 'shrunk', null)
  await db().captures.toCollection().modify({ size: 1_004_000 })
  expect((await readRoom())?.fits).toBe(8)
  expect([photosThatFit(0, 1), photosThatFit(-5, 1), photosThatFit(2 ** 21 + 10, 3)]).toEqual([0, 0, 3])
})

test('a phone that does not say is not asked to, and one that refuses may be asked again', async () => {
  vi.stubGlobal('navigator', {})
  expect([await readRoom(), await readPromise(), await askPromise()]).toEqual([null, null, null])
  const answers = [false, true]
  vi.stubGlobal('navigator', { storage: { persisted: () => Promise.resolve(false), persist: () => Promise.resolve(answers.shift() ?? false) } })
  expect([await readPromise(), await askPromise(), await askPromise()]).toEqual([false, false, true])
})
