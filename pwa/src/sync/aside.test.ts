/** What is set aside does not leave, everything else does; taken back in it goes once and in its order. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { type Capture, db, openDatabase, wipeDatabase } from '../database'
import { uploadAll } from '../photos/upload'
import { asideNow, layAside, takeUp } from './aside'
import { endSession } from './ending'
import { act, create, newId, remove, set } from './outbox'
import { beginDevice } from './restore'
import { round } from './round'
import { FakeServer } from './server.fixture'

let server: FakeServer
let user = 0
beforeEach(async () => {
  server = new FakeServer()
  await openDatabase(`aside-${++user}`)
  await beginDevice({ id: `device-${user}`, name: 'test' })
  for (const id of ['h1', 'h2']) server.write('hazard', id, { state: 'submitted', place: '一车间' })
  server.write('photo', 'p1', { owner_type: 'hazard', owner_id: 'h1', stored: true })
  await round(server)
})
afterEach(() => wipeDatabase(`aside-${user}`))

const save = <T>(work: () => Promise<T>): Promise<T> => db().transaction('rw', db().outbox, work)
const place = (id: string, was: string, now: string) => save(() => set('hazard', id, 1, { place: { was, now } }))
const arrived = () => server.pushes.flatMap((request) => request.ops.map((op) => op.id))
const left = () => db().outbox.where('state').anyOf('waiting', 'held', 'sent').count()
const comment = (owner: string, text: string) => save(() => create('comment', newId(), { owner_type: 'hazard', owner_id: owner, text }))

async function photo(hazard: string, state: Capture['state'] = 'shrunk'): Promise<string> {
  const id = newId()
  await db().captures.put({ id, hazard, owner_type: 'hazard', role: 'before', source: 'camera', type: 'image/jpeg', taken_at: null, lat: null, lon: null, accuracy_m: null, stamp: null, state, saved_at: '2026-11-22T08:00:00+08:00', sha256: 'a', size: 4 })
  await db().renditions.put({ id, size: 'original', type: 'image/jpeg', bytes: new ArrayBuffer(4), at: '' })
  await save(() => create('photo', id, { owner_type: 'hazard', owner_id: hazard, role: 'before', sha256: 'a' }))
  return id
}

test('one record stays with all that hangs on it, the others go', async () => {
  const mine = [await place('h1', '一车间', '二车间'), await comment('h1', '看这里'), await save(() => remove('photo', 'p1', 1))]
  const other = await place('h2', '一车间', '三车间')
  expect(await layAside('h1')).toBe(0)
  await round(server)
  expect(arrived()).toEqual([other])

  const later = await comment('h1', '后来写的')
  const last = await place('h2', '三车间', '四车间')
  await round(server)
  expect(arrived()).toEqual([other, last])
  expect(await asideNow()).toEqual(['h1'])

  await takeUp('h1')
  await round(server)
  await round(server)
  expect(arrived()).toEqual([other, last, ...mine, later])
  expect(new Set(server.effects).size).toBe(server.effects.length)
  expect(await left()).toBe(0)
})

test('a new record that is set aside keeps its photos and comments with it, and nothing is refused', async () => {
  const id = newId()
  const made = await save(() => create('hazard', id, { description: '新的' }))
  const picture = await photo(id)
  await comment(id, '看这里')
  await layAside(id)
  await round(server)
  expect(arrived()).toEqual([])
  expect(await uploadAll()).toEqual({ stored: 0, trouble: false, retryAfter: null })
  expect((await db().captures.get(picture))?.state).toBe('shrunk')

  await takeUp(id)
  await round(server)
  expect(arrived()[0]).toBe(made)
  expect(server.read('photo', picture)).toBeDefined()
  expect(await db().outbox.where('state').equals('attention').count()).toBe(0)
})

test('what names a record whose creation stays waits for it, and what is done after that to the same record too', async () => {
  const twin = newId()
  await save(() => create('hazard', twin, { description: '同一处' }))
  const first = await place('h1', '一车间', '二车间')
  const merge = await save(() => act('hazard', 'h1', 1, 'merge', { into: twin }))
  const after = await place('h1', '二车间', '三车间')
  const other = await place('h2', '一车间', '三车间')
  await layAside(twin)
  await round(server)
  expect(arrived()).toEqual([first, other])
  expect(await db().outbox.where('state').equals('attention').count()).toBe(0)

  await takeUp(twin)
  await round(server)
  expect(arrived().slice(3)).toEqual([merge, after])
})

test('what has left already arrives, and the phone says how many; what has not stays', async () => {
  const sent = await place('h1', '一车间', '二车间')
  server.trouble = (what) => what === 'push' ? 'answer' : null
  await round(server)
  const waits = await place('h1', '二车间', '三车间')
  expect(await layAside('h1')).toBe(1)
  server.trouble = () => null
  await round(server)
  expect(new Set(arrived())).toEqual(new Set([sent]))
  expect(server.read('hazard', 'h1')?.['place']).toBe('二车间')
  expect((await db().outbox.toArray()).map((op) => op.id)).toEqual([waits])
})

test('tries of a phone that has no network take the freedom to set aside from nothing', async () => {
  const id = await place('h1', '一车间', '二车间')
  vi.stubGlobal('navigator', { onLine: false })
  server.trouble = () => 'request'
  expect((await round(server)).ending.kind).toBe('offline')
  expect(await layAside('h1')).toBe(0)
  server.trouble = () => null
  // A server on the same machine needs no network.
  await round(server)
  expect(arrived()).toEqual([])
  await takeUp('h1')
  await round(server)
  expect(arrived()).toEqual([id])
  vi.unstubAllGlobals()
})

test('once its work is done, a record is set aside no more', async () => {
  await place('h1', '一车间', '二车间')
  await layAside('h1')
  await db().outbox.clear()
  await round(server)
  expect(await db().aside.count()).toBe(0)
})

test('a phone that was revoked hands over what was set aside too, before it is wiped', async () => {
  const id = await place('h1', '一车间', '二车间')
  await layAside('h1')
  await endSession('device_revoked')
  await round(server)
  expect(arrived()).toEqual([id])
})

test('with nothing else to send, the phone does not think that it is busy', async () => {
  await place('h1', '一车间', '二车间')
  await layAside('h1')
  expect(await round(server)).toMatchObject({ ending: { kind: 'done' }, moved: false })
})
