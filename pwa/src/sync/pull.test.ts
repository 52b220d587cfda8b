/** Fetching much: the next page is on its way while this one is stored, and nothing is left out or asked twice. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import { RECORD_TYPES } from '../lib/wire'
import { pull } from './pull'
import { FakeServer } from './server.fixture'

let server: FakeServer
let n = 0
let user = ''
beforeEach(async () => {
  user = `pull-${n++}`
  server = new FakeServer()
  server.pageSize = 10
  await openDatabase(user)
  await db().note('device', { id: 'device-1', name: 'test' })
  for (let i = 0; i < 35; i++) server.write('hazard', `h${i}`, { state: 'reported', severity: 'general', history: [{ kind: 'create', n: i }] })
})
afterEach(async () => {
  vi.restoreAllMocks()
  closeDatabase()
  await wipeDatabase(user)
})

test('each page is asked for once, and all of it is stored', async () => {
  const done = await pull(server)
  expect(done).toMatchObject({ ending: { kind: 'done' }, got: 35 })
  expect(server.pulls).toBe(4)
  expect(await db().hazard.count()).toBe(35)
})

test('the next page is asked for before this one is stored', async () => {
  const stored: number[] = []
  const asked = server.pull.bind(server)
  vi.spyOn(server, 'pull').mockImplementation((device, cursor) => {
    stored.push(Number(cursor?.split(':')[2] ?? 0))
    return asked(device, cursor)
  })
  const seen: number[] = []
  db().hazard.hook('creating', () => { seen.push(stored.length) })
  await pull(server)
  expect(seen[0]).toBe(2)
  expect(seen.at(-1)).toBe(4)
})

test('a page that came ahead is not taken when the phone has gone on from elsewhere meanwhile', async () => {
  let other = false
  db().hazard.hook('creating', () => { other = true })
  const asked = server.pull.bind(server)
  const cursors: (string | null)[] = []
  vi.spyOn(server, 'pull').mockImplementation(async (device, cursor) => {
    cursors.push(cursor)
    const page = await asked(device, cursor)
    // Another tab begins anew while the second page is on its way.
    if (cursors.length === 2) {
      await vi.waitUntil(() => other)
      await vi.waitUntil(async () => await db().fact('cursor') === cursor)
      await db().forget('cursor')
    }
    return page
  })
  await pull(server)
  expect(await db().hazard.count()).toBe(35)
  expect(await db().fact('cursor')).toBe('epoch-1:since:35')
})

test('a page that came ahead of one that could not be stored is asked for again', async () => {
  const put = vi.spyOn(db().hazard, 'bulkPut')
  put.mockRejectedValueOnce(new Error('full'))
  vi.spyOn(db(), 'table').mockImplementation(((name: string) => name === 'hazard' ? db().hazard : db().tables.find((one) => one.name === name)) as never)
  await expect(pull(server)).rejects.toThrow('full')
  expect(await db().hazard.count()).toBe(0)
  await pull(server)
  expect(await db().hazard.count()).toBe(35)
})

test('a history is kept as one text', async () => {
  await pull(server)
  expect((await db().hazard.get('h7'))?.history).toBe('[{"kind":"create","n":7}]')
})

test('an app that knows a new type fetches what the one before passed over, and what it waits to send stays', async () => {
  await pull(server)
  server.write('plan', 'p1', { state: 'open', way: 'planned' })
  await pull(server)
  // As the version before left it: it had never heard of plans.
  await db().note('types', RECORD_TYPES.filter(type => type !== 'plan'))
  await db().plan.clear()
  await db().outbox.add({ id: 'op', seq: 1, type: 'hazard', record: 'mine', op: 'create', at: '2026-11-28T09:00:00+08:00', data: {} } as never)
  await db().hazard.put({ id: 'mine', version: 0 } as never)
  await pull(server)
  expect(await db().plan.count()).toBe(1)
  expect(await db().hazard.count()).toBe(36)
  expect(await db().outbox.count()).toBe(1)
  const before = server.pulls
  await pull(server)
  expect(server.pulls, 'once').toBe(before + 1)
})
