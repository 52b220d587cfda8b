/** An app of schema 3 on a phone where work of older apps waits, and servers that are older or younger than it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { closeDatabase, db, type OutboxOp, openDatabase, wipeDatabase } from '../database'
import { create, newId } from './outbox'
import { beginDevice } from './restore'
import { round } from './round'
import { FakeServer } from './server.fixture'

vi.mock('../lib/wire', async (original) => ({ ...await original<object>(), SCHEMA: 3 }))

let server: FakeServer
let user = ''
let n = 0
beforeEach(async () => {
  server = new FakeServer()
  server.schemas = { least: 1, most: 3 }
  user = `schemas-${n++}`
  await openDatabase(user)
  await beginDevice({ id: 'device-1', name: 'test' })
})
afterEach(async () => {
  closeDatabase()
  await wipeDatabase(user)
})

/** A hazard saved by an app of that schema; the first wrote none down. */
async function savedBy(schema: number | undefined, more: Partial<OutboxOp> = {}): Promise<string> {
  const id = newId()
  const op: Omit<OutboxOp, 'n'> = { id, type: 'hazard', record: newId(), op: 'create', at: '2026-11-22T08:00:00+08:00', seen: 0, data: {}, state: 'waiting', ...more }
  await db().outbox.add(schema === undefined ? op : { ...op, schema })
  return id
}

const savedNow = (): Promise<string> => db().transaction('rw', db().outbox, () => create('hazard', newId(), {}))
const travelled = (): [number, string[]][] => server.pushes.map((push) => [push.schema, push.ops.map((op) => op.id)])

test('what waited through updates travels in order, each under the schema of the app that made it', async () => {
  const ids = [await savedBy(undefined, { state: 'sent', seq: 1 }), await savedBy(undefined), await savedBy(2), await savedBy(2), await savedNow()]
  await round(server)
  expect(travelled()).toEqual([[1, ids.slice(0, 2)], [2, ids.slice(2, 4)], [3, ids.slice(4)]])
  expect(server.effects).toEqual(ids)
})

test('before a server that was put back to an older version all is kept, and goes once that is updated', async () => {
  const [old, young] = [await savedBy(2), await savedNow()]
  server.schemas.most = 2
  expect((await round(server)).ending).toEqual({ kind: 'wait', seconds: 300, status: 426, code: 'schema_too_new' })
  expect(server.effects).toEqual([old])
  expect(await db().outbox.toArray()).toMatchObject([{ id: young, state: 'sent' }])
  expect(await db().fact('too_old')).toBeUndefined()
  server.schemas.most = 3
  await round(server)
  expect(server.effects).toEqual([old, young])
})

test('what nobody reads any more waits in the tray, whole, and stops nothing behind it', async () => {
  const ancient = [await savedBy(undefined, { state: 'sent', seq: 1 }), await savedBy(undefined)]
  const young = await savedNow()
  server.schemas.least = 2
  await round(server)
  expect(server.effects).toEqual([young])
  expect(await db().outbox.orderBy('n').toArray()).toMatchObject(ancient.map((id) => ({ id, state: 'attention', problem: { code: 'schema_too_old' }, data: {} })))
  expect(await db().fact('too_old')).toBeUndefined()
})
