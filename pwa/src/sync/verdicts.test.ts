/** Whoever's words were decided about by somebody else is told once. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import { pull } from './pull'
import { FakeServer } from './server.fixture'
import { haveRead, readVerdicts } from './verdicts'

const ME = { id: 'verdicts-me', name: '林小满' }
const OTHER = { id: 'other', name: '方敏' }
let server: FakeServer
beforeEach(async () => {
  server = new FakeServer()
  await openDatabase(ME.id)
  await db().note('device', { id: 'device-1', name: 'test' })
})
afterEach(async () => {
  closeDatabase()
  await wipeDatabase(ME.id)
})

const open = (id: string, incoming_by = ME, current_by = OTHER): void =>
  server.write('conflict', id, { record_type: 'hazard', record_id: 'h1', field: 'place', current: '一', incoming: '二', incoming_by, current_by, state: 'open' })
const resolve = (id: string, value: string, by = OTHER): void => server.write('conflict', id, { state: 'resolved', resolved_by: by, value })
const told = async (): Promise<string[]> => (await readVerdicts()).map(({ row }) => row.id)

test('a decision by somebody else is told until it was read', async () => {
  open('c1')
  await pull(server)
  resolve('c1', '一')
  await pull(server)
  expect(await told()).toEqual(['c1'])
  await haveRead('c1')
  expect(await told()).toEqual([])
})

test('his own decision is no news, and neither is one that leaves what he wrote', async () => {
  open('c1')
  open('c2', OTHER, ME)
  open('c3', OTHER, ME)
  await pull(server)
  resolve('c1', '二', ME)
  resolve('c2', '一')
  resolve('c3', '二')
  await pull(server)
  expect(await told()).toEqual(['c3'])
})

test('why his work was declined is told; what was decided before this phone came is not', async () => {
  server.write('contribution', 'old', { by: ME, ops: [], state: 'declined', decided_by: OTHER, reason: '旧的' })
  await pull(server)
  server.write('contribution', 'new', { by: ME, ops: [], state: 'open' })
  await pull(server)
  expect(await told()).toEqual([])
  server.write('contribution', 'new', { state: 'declined', decided_by: OTHER, reason: '已经换过了' })
  await pull(server)
  expect(await told()).toEqual(['new'])
})

test('what he tried to settle too late tells it by itself', async () => {
  open('c1')
  await pull(server)
  resolve('c1', '一')
  await pull(server)
  await db().outbox.add({ id: 'o1', type: 'conflict', record: 'c1', op: 'act', at: '', seen: 1, action: 'resolve', args: {}, state: 'attention' } as never)
  expect(await told()).toEqual([])
})
