/** What left the scope leaves the phone with its pictures; what the server has not got stays until it has. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { type Capture, closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import { pull } from './pull'
import { FakeServer } from './server.fixture'

let server: FakeServer
let user = 0
beforeEach(async () => {
  server = new FakeServer()
  await openDatabase(`leaving-${++user}`)
  await db().note('device', { id: 'device-1', name: 'test' })
  server.write('hazard', 'h1', { state: 'reported' })
  server.write('photo', 'p1', { owner_type: 'hazard', owner_id: 'h1', stored: true })
  await pull(server)
})
afterEach(async () => {
  closeDatabase()
  await wipeDatabase(`leaving-${user}`)
})

async function taken(id: string, state: Capture['state']): Promise<void> {
  await db().captures.put({ id, hazard: 'h1', owner_type: 'hazard', role: 'before', source: 'camera', type: 'image/jpeg', taken_at: null, lat: null, lon: null, accuracy_m: null, stamp: null, state, saved_at: '2026-11-22T08:00:00+08:00' })
  for (const size of ['thumb', 'original'] as const) await db().renditions.put({ id, size, type: 'image/jpeg', bytes: new ArrayBuffer(4), at: '2026-11-22T08:00:00+08:00' })
}

async function here(id: string): Promise<boolean> {
  return await db().captures.get(id) !== undefined && await db().renditions.where('id').equals(id).count() === 2
}
const leave = (...what: readonly [string, string][]): void => { for (const [type, id] of what) server.hide(type, id) }

test('a picture goes with its record', async () => {
  await taken('p1', 'stored')
  leave(['hazard', 'h1'], ['photo', 'p1'])
  await pull(server)
  expect(await db().captures.count() + await db().renditions.count()).toBe(0)
  expect(await db().fact('leaving')).toBeUndefined()
})

test('a picture goes at the end of a full fetch that did not bring its record', async () => {
  await taken('p1', 'stored')
  leave(['hazard', 'h1'], ['photo', 'p1'])
  server.resetNext = 'scope'
  await db().forget('cursor')
  await pull(server)
  expect(await db().renditions.count()).toBe(0)
})

test('what was not sent stays, and goes once the server has it', async () => {
  await taken('p2', 'uploading')
  leave(['hazard', 'h1'], ['photo', 'p1'])
  await pull(server)
  expect(await here('p2')).toBe(true)
  await db().captures.update('p2', { state: 'stored' })
  await pull(server)
  expect(await db().renditions.count()).toBe(0)
})

test('a picture whose handover is undecided stays until it is decided', async () => {
  await taken('p2', 'stored')
  server.write('contribution', 'c1', { record_type: 'photo', record_id: 'p2', state: 'open', ops: [], by: { id: 'x', name: 'x' } })
  await db().answered.put({ n: 1, id: 'o1', type: 'photo', record: 'p2', op: 'create', at: '', seen: 0, state: 'sent', device: 'device-1', settling: 0, result: { id: 'o1', status: 'parked', contribution: 'c1' } })
  leave(['hazard', 'h1'])
  await pull(server)
  expect(await here('p2')).toBe(true)
  server.write('contribution', 'c1', { state: 'adopted' })
  await pull(server)
  expect(await db().renditions.count()).toBe(0)
})

test('what comes back before its pictures went keeps them', async () => {
  await taken('p1', 'stored')
  await db().note('leaving', ['p1', 'h1'])
  await pull(server)
  expect(await here('p1')).toBe(true)
})
