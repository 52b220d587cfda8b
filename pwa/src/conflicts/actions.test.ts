/** The ways out of the tray, each by the person's own tap. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { db, openDatabase, wipeDatabase } from '../database'
import { act, create, newId, set } from '../sync/outbox'
import { beginDevice } from '../sync/restore'
import { round } from '../sync/round'
import { FakeServer } from '../sync/server.fixture'
import { discard, keepAsComment, resolve, sendAgain, textsOf } from './actions'

let server: FakeServer
let user = 0

beforeEach(async () => {
  server = new FakeServer()
  await openDatabase(`tray-${++user}`)
  await beginDevice({ id: `device-${user}`, name: 'test' })
  server.write('hazard', 'h1', { state: 'submitted', description: '门被堵', place: '一车间' })
  await round(server)
})
afterEach(() => wipeDatabase(`tray-${user}`))

const save = <T>(work: () => Promise<T>): Promise<T> => db().transaction('rw', db().outbox, work)
const attention = () => db().outbox.where('state').equals('attention').toArray()
const first = async () => (await attention())[0]!

async function refused(work: () => Promise<string>, code = 'state_moved'): Promise<string> {
  const id = await save(work)
  server.refuses = (op) => op.id === id ? { code, detail: '不行' } : null
  await round(server)
  server.refuses = () => null
  expect(await attention()).toHaveLength(1)
  return id
}

test('sending again takes a new id, over what the person sees now, and leaves the tray', async () => {
  const old = await refused(() => set('hazard', 'h1', 1, { place: { was: '一车间', now: '二车间' } }))
  server.write('hazard', 'h1', { place: '三车间' })
  await round(server)
  await sendAgain(old)
  const [op] = await db().outbox.toArray()
  expect(op).toMatchObject({ state: 'waiting', seen: 2, fields: { place: { was: '三车间', now: '二车间' } } })
  expect(op?.id).not.toBe(old)
  expect(op?.problem).toBeUndefined()
  await round(server)
  expect(server.read('hazard', 'h1')?.['place']).toBe('二车间')
  expect(await db().outbox.count()).toBe(0)
})

test('reworded, it goes with the new words', async () => {
  const old = await refused(() => act('hazard', 'h1', 1, 'send_back', { note: '没改', due_date: '2026-12-01' }), 'invalid_text')
  expect(textsOf(await first())).toEqual({ note: '没改', due_date: '2026-12-01' })
  await sendAgain(old, { note: '还没改好' })
  expect((await db().outbox.toArray())[0]?.args).toEqual({ note: '还没改好', due_date: '2026-12-01' })
})

test('a refused step may live on as a comment', async () => {
  const old = await refused(() => act('hazard', 'h1', 1, 'send_back', { note: '门还堵着' }))
  await keepAsComment(old)
  expect(await db().outbox.toArray()).toMatchObject([{ type: 'comment', op: 'create', data: { owner_id: 'h1', text: '门还堵着' } }])
})

test('a new hazard that was refused takes with it what could not go without it', async () => {
  const id = newId()
  const made = await save(async () => {
    const op = await create('hazard', id, { description: '坏' })
    await create('comment', newId(), { owner_type: 'hazard', owner_id: id, text: '看这里' })
    return op
  })
  server.refuses = (op) => op.id === made ? { code: 'invalid_text', detail: '' } : op.data?.['owner_id'] === id ? { code: 'blocked', detail: '' } : null
  await round(server)
  server.refuses = () => null
  expect(await attention()).toHaveLength(2)
  await sendAgain(made, { description: '好' })
  await round(server)
  expect(server.read('hazard', id)?.['description']).toBe('好')
  expect(server.pushes.at(-1)?.ops.map((op) => op.type)).toEqual(['hazard', 'comment'])
  expect(await db().outbox.count()).toBe(0)
})

test('only what the person points at is discarded, and only from the tray', async () => {
  const waiting = await save(() => set('hazard', 'h1', 1, { place: { was: '一车间', now: '四车间' } }))
  await discard(waiting)
  expect(await db().outbox.count()).toBe(1)
  const old = await refused(() => act('hazard', 'h1', 1, 'accept', {}))
  await discard(old)
  expect(await attention()).toEqual([])
})

test('a decision is an ordinary act, and takes an empty value for none', async () => {
  await resolve('c1', 4, undefined)
  expect(await db().outbox.toArray()).toMatchObject([{ type: 'conflict', record: 'c1', seen: 4, action: 'resolve', args: { value: null } }])
})
