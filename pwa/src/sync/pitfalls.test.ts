/** What other engines shipped: changes dropped behind a slow push, records left behind. See docs/pitfalls.md. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import { set } from './outbox'
import { pull } from './pull'
import { beginDevice } from './restore'
import { round } from './round'
import { FakeServer } from './server.fixture'

let server: FakeServer
let user = ''
let n = 0
beforeEach(() => {
  server = new FakeServer()
  user = `pitfall-${n++}`
})
afterEach(async () => {
  closeDatabase()
  await wipeDatabase(user)
})

async function phone(): Promise<void> {
  await openDatabase(user)
  await beginDevice({ id: 'device-1', name: 'test' })
}

const place = (id: string, now: string) => db().transaction('rw', db().outbox, () => set('hazard', id, 1, { place: { was: null, now } }))

test('what others change while a push is unanswered is shown after the same round', async () => {
  await phone()
  server.write('hazard', 'h1', { description: '一' })
  await round(server)
  await place('h1', '二车间')
  server.meanwhile = () => {
    server.meanwhile = () => undefined
    server.write('hazard', 'h1', { description: '别人改的' })
    server.write('hazard', 'h2', { description: '新的' })
  }
  await round(server)
  expect(await db().hazard.get('h1')).toMatchObject({ description: '别人改的', place: '二车间' })
  expect(await db().hazard.get('h2')).toMatchObject({ description: '新的' })
})

test('a record that was kept for the work on it leaves once the server has answered for that', async () => {
  await phone()
  for (const id of ['h1', 'h2']) server.write('hazard', id, { description: id })
  await round(server)
  await place('h1', '二车间')
  server.state.records.delete('hazard h1')
  server.resetNext = 'scope'
  await pull(server)
  expect((await db().hazard.toCollection().primaryKeys()).sort()).toEqual(['h1', 'h2'])
  server.parks = () => true
  await round(server)
  expect(await db().outbox.count()).toBe(0)
  expect(await db().hazard.toCollection().primaryKeys()).toEqual(['h2'])
})

test('a record that comes back meanwhile stays', async () => {
  await phone()
  server.write('hazard', 'h1', { description: 'h1' })
  await round(server)
  await place('h1', '二车间')
  const kept = server.state.records.get('hazard h1')
  server.state.records.delete('hazard h1')
  server.resetNext = 'scope'
  await pull(server)
  if (kept) server.state.records.set('hazard h1', { ...kept, at: ++server.state.position })
  await pull(server)
  await round(server)
  expect(await db().outbox.count()).toBe(0)
  expect(await db().hazard.get('h1')).toMatchObject({ place: '二车间' })
})
