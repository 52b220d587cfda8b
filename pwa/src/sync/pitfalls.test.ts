/** What other engines shipped: changes dropped behind a slow push, records left behind, an outbox eaten by an update. See docs/pitfalls.md. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import { newId, set } from './outbox'
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

/** The database of schema 1 as phones in the field have it: what it was made with, never what the program says today. */
const SCHEMA_1: Record<string, { key: string | string[] | null, grows?: true, indexes: (string | string[])[] }> = {
  area: { key: 'id', indexes: [] },
  enterprise: { key: 'id', indexes: ['host_enterprise_id'] },
  hazard: { key: 'id', indexes: ['state', 'enterprise_id', ['created_by.id', 'found_at'], ['state', 'due_date'], ['state', 'severity']] },
  photo: { key: 'id', indexes: [['owner_type', 'owner_id']] },
  comment: { key: 'id', indexes: [['owner_type', 'owner_id']] },
  checklist: { key: 'id', indexes: [] },
  walkthrough: { key: 'id', indexes: ['enterprise_id'] },
  answer: { key: 'id', indexes: ['walkthrough_id'] },
  conflict: { key: 'id', indexes: [['record_type', 'record_id'], 'state'] },
  contribution: { key: 'id', indexes: [['record_type', 'record_id'], 'state'] },
  notice: { key: 'id', indexes: [] },
  outbox: { key: 'n', grows: true, indexes: ['id', 'state', 'type', ['type', 'record'], 'record', 'data.owner_id'] },
  answered: { key: 'id', indexes: ['record', 'type', 'settling', 'answered_at', ['type', 'settling']] },
  captures: { key: 'id', indexes: ['hazard', 'state', 'sha256'] },
  renditions: { key: ['id', 'size'], indexes: ['size', 'at'] },
  drafts: { key: 'key', indexes: ['at'] },
  seen: { key: ['type', 'id'], indexes: [] },
  facts: { key: 'name', indexes: [] },
}

/** A phone of the first version, in the middle of a day without signal. */
function fieldPhone(rows: Record<string, unknown[]>): Promise<void> {
  return new Promise((done, fail) => {
    // Dexie's version 1 is IndexedDB's 10.
    const request = indexedDB.open(`xunan-${user}`, 10)
    request.onupgradeneeded = () => {
      for (const [name, { key, grows, indexes }] of Object.entries(SCHEMA_1)) {
        const store = request.result.createObjectStore(name, { keyPath: key, autoIncrement: grows ?? false })
        for (const index of indexes) {
          const called = Array.isArray(index) ? `[${index.join('+')}]` : index
          store.createIndex(called, index, { unique: name === 'outbox' && index === 'id' })
        }
        for (const row of rows[name] ?? []) store.put(row)
      }
    }
    request.onerror = () => { fail(request.error ?? new Error('not opened')) }
    request.onsuccess = () => {
      request.result.close()
      done()
    }
  })
}

test('an update opens the database of the first version, and hands in what waited there', async () => {
  const [sent, waiting] = [newId(), newId()]
  const op = (id: string, now: string) => ({ id, type: 'hazard', record: 'h1', op: 'set', at: '2026-11-22T08:00:00+08:00', seen: 1, fields: { place: { was: null, now } } })
  await fieldPhone({
    hazard: [{ id: 'h1', version: 1, description: '一', state: 'reported' }],
    outbox: [{ n: 1, seq: 1, state: 'sent', ...op(sent, '二车间') }, { n: 2, state: 'waiting', ...op(waiting, '仓库') }],
    captures: [{ id: 'p1', hazard: 'h1', state: 'captured', bytes: new Uint8Array([255, 216, 255]).buffer }],
    facts: [{ name: 'device', value: { id: 'device-1', name: 'test' } }, { name: 'last_seq', value: 0 }, { name: 'first', value: { got: 1, done: true } }],
  })
  server.write('hazard', 'h1', { description: '一', state: 'reported' })
  await openDatabase(user)
  expect((await db().outbox.orderBy('n').toArray()).map((each) => each.id)).toEqual([sent, waiting])
  expect(await db().captures.count()).toBe(1)
  await round(server)
  expect(server.effects).toEqual([sent, waiting])
  expect(await db().outbox.count()).toBe(0)
  expect(await db().hazard.get('h1')).toMatchObject({ place: '仓库' })
})
