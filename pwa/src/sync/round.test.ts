/** What the engine promises: nothing lost, nothing twice, nothing out of order, whatever the network and the phone do. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { closeDatabase, db, openDatabase, wipeDatabase, type Capture } from '../database'
import { act, create, newId, remove, set } from './outbox'
import { readAll, readOwned, readRecord } from './records'
import { beginDevice } from './restore'
import { round } from './round'
import { FakeServer } from './server.fixture'
import { MOST_OPS } from './push'

let server: FakeServer
let user = 0

beforeEach(async () => {
  server = new FakeServer()
  user += 1
  await openDatabase(`user-${user}`)
  await beginDevice({ id: `device-${user}`, name: 'test' })
})
afterEach(() => wipeDatabase(`user-${user}`))

const sync = async () => (await round(server)).ending.kind
const left = () => db().outbox.where('state').anyOf('waiting', 'sent', 'held').count()
const report = (id = newId(), description = '配电箱敞开') => save(() => create('hazard', id, { description, severity: 'general' })).then(() => id)
const save = <T>(work: () => Promise<T>): Promise<T> => db().transaction('rw', db().outbox, work)
/** The phone dies: everything in memory is gone, the store is not. */
async function restart(): Promise<void> {
  closeDatabase()
  await openDatabase(`user-${user}`)
}

describe('an ordinary day', () => {
  test('what was saved reaches the server, and comes back as the server has it', async () => {
    const id = await report()
    expect((await readRecord('hazard', id))?.$local).toEqual({ waiting: 1, attention: 0, creating: true })

    expect(await sync()).toBe('done')

    expect(server.read('hazard', id)).toMatchObject({ description: '配电箱敞开' })
    expect(await left()).toBe(0)
    const seen = await readRecord('hazard', id)
    expect(seen?.$local).toEqual({ waiting: 0, attention: 0, creating: false })
    expect(seen?.version).toBe(1)
  })

  test('ops leave in the order they were done, numbered without gaps, in batches', async () => {
    const id = await report()
    for (let i = 0; i < 250; i++) await save(() => set('hazard', id, 0, { place: { was: i, now: i + 1 } }))
    await sync()
    expect(server.pushes.map((request) => request.ops.length)).toEqual([MOST_OPS, MOST_OPS, 51])
    expect(server.pushes.flatMap((request) => request.ops.map((op) => op.seq))).toEqual(Array.from({ length: 251 }, (_, i) => i + 1))
    expect(server.read('hazard', id)?.['place']).toBe(250)
  })

  test('a batch stays under half a megabyte, and a person’s words keep every code point', async () => {
    const words = '粉尘 e\u0301 👷🏽‍♂️ '.repeat(9000)
    for (let i = 0; i < 5; i++) await report(newId(), words)
    await sync()
    for (const request of server.pushes) expect(new TextEncoder().encode(JSON.stringify(request)).length).toBeLessThan(600 * 1024)
    expect(server.pushes.length).toBeGreaterThan(1)
    expect((await readAll('hazard')).every((hazard) => hazard.description === words)).toBe(true)
  })

  test('a deleted photo is gone from the view at once', async () => {
    server.write('photo', 'p1', { owner_type: 'hazard', owner_id: 'h1', role: 'before' })
    await sync()
    await save(() => remove('photo', 'p1', 1))
    expect(await readOwned('photo', 'hazard', 'h1')).toEqual([])
    await sync()
    expect(await db().photo.count()).toBe(0)
  })

  test('a record does not vanish between the answer to a push and the pull that brings it', async () => {
    const id = await report()
    server.trouble = (what) => what === 'pull' ? 'request' : null
    expect(await sync()).toBe('offline')
    expect(await left()).toBe(0)
    expect((await readRecord('hazard', id))?.description).toBe('配电箱敞开')
    server.trouble = () => null
    await sync()
    expect((await readRecord('hazard', id))?.$local.creating).toBe(false)
    expect(await db().answered.where('settling').equals(1).count()).toBe(0)
  })
})

describe('a bad network', () => {
  test('a request that never arrives changes nothing', async () => {
    await report()
    server.trouble = (what) => what === 'push' ? 'request' : null
    expect(await sync()).toBe('offline')
    expect(server.effects).toEqual([])
    server.trouble = () => null
    expect(await sync()).toBe('done')
    expect(server.effects).toHaveLength(1)
  })

  test('a lost answer: the same op goes again under the same id and number, and takes effect once', async () => {
    const id = await report()
    server.trouble = (what, n) => what === 'push' && n < 4 ? 'answer' : null
    for (let i = 0; i < 4; i++) await sync()
    expect(new Set(server.pushes.map((request) => `${request.ops[0]?.id} ${request.ops[0]?.seq}`)).size).toBe(1)
    expect(server.effects).toHaveLength(1)
    expect((await readRecord('hazard', id))?.version).toBe(1)
  })

  test('a phone that dies after sending and before the answer was stored goes on where it was', async () => {
    await report()
    server.trouble = () => 'answer'
    await sync()
    await restart()
    await report()
    server.trouble = () => null
    await sync()
    expect(server.effects).toHaveLength(2)
    expect(await left()).toBe(0)
  })

  test('an edit made while a push is on its way is not lost and not sent twice', async () => {
    const id = await report()
    let edited = false
    server.meanwhile = async () => {
      if (edited) return
      edited = true
      await save(() => set('hazard', id, 0, { place: { was: null, now: '二车间' } }))
    }
    await sync()
    expect(server.read('hazard', id)).toMatchObject({ place: '二车间' })
    expect(server.effects).toHaveLength(2)
  })

  test('two tabs that speak at the same moment do one round after the other', async () => {
    for (let i = 0; i < 20; i++) await report()
    await Promise.all([sync(), sync(), sync()])
    expect(server.effects).toHaveLength(20)
    expect(server.pushes).toHaveLength(1)
  })

  test.each([[429, 17], [503, 30], [500, null]])('answer %i: everything stays, and the pause asked for is kept', async (status, seconds) => {
    await report()
    server.trouble = (what) => what === 'push' ? { status, ...(seconds === null ? {} : { retryAfter: seconds }) } : null
    expect((await round(server)).ending).toEqual({ kind: 'wait', seconds, status, code: `http_${status}` })
    expect(await left()).toBe(1)
  })

  test('a first fetch that breaks off goes on from its page, and says so until it is whole', async () => {
    for (let i = 0; i < 25; i++) server.write('enterprise', `e${i}`, { name: `厂 ${i}` })
    server.pageSize = 10
    server.trouble = (what, n) => what === 'pull' && n === 3 ? 'request' : null
    expect(await sync()).toBe('offline')
    expect(await db().fact('first')).toEqual({ got: 20, done: false })
    await restart()
    expect(await sync()).toBe('done')
    expect(await db().enterprise.count()).toBe(25)
    expect(await db().fact('first')).toEqual({ got: 25, done: true })
    expect(server.pulls).toBe(3)
  })
})

describe('what the server will not take', () => {
  test('one refused op goes to the tray with its reason and blocks nothing behind it', async () => {
    const bad = await report(newId(), '坏')
    const good = await report()
    server.refuses = (op) => op.record === bad ? { code: 'invalid_text', detail: '这段话里有看不见的字符' } : null
    await sync()
    expect(server.read('hazard', good)).toBeDefined()
    const [op] = await db().outbox.where('state').equals('attention').toArray()
    expect(op).toMatchObject({ record: bad, problem: { code: 'invalid_text' } })
    expect(op?.seq).toBeUndefined()
    // It lives nowhere else, so it still shows.
    expect((await readRecord('hazard', bad))?.$local).toEqual({ waiting: 0, attention: 1, creating: true })
    expect(await sync()).toBe('done')
    expect(server.pushes).toHaveLength(1)
  })

  test('a refused step rolls the screen back by itself', async () => {
    server.write('hazard', 'h1', { state: 'rectifying', actions: ['submit_rectification'] })
    await sync()
    await save(() => act('hazard', 'h1', 1, 'submit_rectification', {}))
    expect(await readRecord('hazard', 'h1')).toMatchObject({ state: 'submitted', actions: [] })
    server.refuses = () => ({ code: 'state_moved', detail: '' })
    await sync()
    expect(await readRecord('hazard', 'h1')).toMatchObject({ state: 'rectifying', $local: { attention: 1, waiting: 0 } })
  })

  test('413 halves the batch; an op too large alone makes way with a void and waits in the tray', async () => {
    await report()
    const huge = await report(newId(), '大'.repeat(9000))
    await report()
    server.mostBytes = 9000
    await sync()
    expect(server.effects).toHaveLength(2)
    const [op] = await db().outbox.toArray()
    expect(op).toMatchObject({ record: huge, state: 'attention', problem: { code: 'too_large' } })
    expect(server.pushes.flatMap((request) => request.ops).filter((sent) => sent.op === 'void')).toMatchObject([{ seq: 2, of: op?.id }])
    expect(await db().fact('last_seq')).toBe(3)
  })

  test('422: only the op the server names is set aside', async () => {
    const first = await report()
    await report()
    server.trouble = (what) => what === 'push' ? 'answer' : null
    await sync()
    // The first op's content is damaged on the phone after it was sent.
    await db().outbox.where('record').equals(first).modify((op) => { op.data = { description: '别的' } })
    server.trouble = () => null
    await sync()
    expect(await db().outbox.toArray()).toMatchObject([{ record: first, state: 'attention', problem: { code: 'op_changed' } }])
    expect(server.read('hazard', first)?.['description']).toBe('配电箱敞开')
  })

  test('parked work does not show as done', async () => {
    server.write('hazard', 'h1', { state: 'reported', description: '旧' })
    await sync()
    await save(() => set('hazard', 'h1', 1, { description: { was: '旧', now: '新' } }))
    server.parks = () => true
    await sync()
    expect((await readRecord('hazard', 'h1'))?.description).toBe('旧')
    expect(await left()).toBe(0)
  })

  test('426: nothing moves, nothing is lost', async () => {
    await report()
    server.trouble = () => ({ status: 426 })
    expect(await sync()).toBe('too_old')
    expect(await left()).toBe(1)
    expect(await db().fact('too_old')).toBe(true)
  })
})

describe('who is speaking', () => {
  test('an ended session keeps everything and stops asking', async () => {
    await report()
    server.trouble = () => ({ status: 401, problem: { code: 'session_ended', detail: '' } })
    expect(await sync()).toBe('ended')
    server.trouble = () => null
    expect(await sync()).toBe('ended')
    expect(server.pushes).toHaveLength(0)
    await db().forget('ended')
    expect(await sync()).toBe('done')
    expect(server.effects).toHaveLength(1)
  })

  test('a revoked device still hands over its work, and reads no more', async () => {
    server.trouble = (what) => what === 'pull' ? { status: 401, problem: { code: 'device_revoked', detail: '' } } : null
    expect((await round(server)).ending).toEqual({ kind: 'ended', why: 'device_revoked' })
    await report()
    expect(await sync()).toBe('ended')
    expect(server.effects).toHaveLength(1)
    expect(await left()).toBe(0)
  })

  test('somebody else signed in on this phone: nothing of the first one is sent under his name', async () => {
    await report()
    server.trouble = (what) => what === 'push' ? { status: 403, problem: { code: 'device_mismatch', detail: '' } } : null
    expect(await sync()).toBe('ended')
    expect(await left()).toBe(1)
  })

  test('device_reset: a new device numbers what waits from 1 and keeps the ids', async () => {
    await report()
    await sync()
    const second = await report()
    await db().note('last_seq', 0)
    expect(await sync()).toBe('ended')
    expect(await db().fact('ended')).toMatchObject({ new_device: true })
    const ids = (await db().outbox.toArray()).map((op) => op.id)

    await db().forget('ended')
    await beginDevice({ id: 'device-new', name: 'test' })
    expect(await sync()).toBe('done')
    expect(server.pushes.at(-1)?.ops.map((op) => [op.id, op.seq])).toEqual([[ids[0], 1]])
    expect(server.read('hazard', second)).toBeDefined()
  })
})

describe('a server restored from a backup', () => {
  test('gets again what it had confirmed, once, in order, and what waited comes after', async () => {
    const kept = await report()
    await sync()
    const backup = server.snapshot()
    const lost = await report()
    await save(() => set('hazard', lost, 0, { place: { was: null, now: '一车间' } }))
    await sync()
    server.restore(backup, 'epoch-2')
    const later = await report()

    await sync()
    await sync()

    for (const id of [kept, lost, later]) expect(server.read('hazard', id), id).toBeDefined()
    expect(server.read('hazard', lost)?.['place']).toBe('一车间')
    expect(new Set(server.effects).size).toBe(4)
    expect(await left()).toBe(0)
    expect(await db().fact('epoch')).toBe('epoch-2')
    expect((await readAll('hazard')).map((hazard) => hazard.id).sort()).toEqual([kept, lost, later].sort())
  })

  test('with nothing waiting, the pull alone tells, and the work goes again', async () => {
    const backup = server.snapshot()
    const lost = await report()
    await sync()
    server.restore(backup, 'epoch-2')
    await sync()
    expect(await left()).toBe(1)
    await sync()
    expect(server.read('hazard', lost)).toBeDefined()
  })

  test('work handed in by an older device id is offered one by one; what the server knows stays as it was', async () => {
    const known = await report()
    await sync()
    const backup = server.snapshot()
    const lost = await report()
    await sync()
    await beginDevice({ id: 'device-second', name: 'test' })
    await report()
    await sync()
    server.restore(backup, 'epoch-2')
    await sync()
    await sync()
    expect(server.read('hazard', lost)).toBeDefined()
    expect(server.read('hazard', known)).toBeDefined()
    expect(server.state.records.get(`hazard ${known}`)?.version).toBe(1)
    expect(await left()).toBe(0)
    expect([...server.state.records.values()].every((record) => record.version === 1)).toBe(true)
  })

  test('a gap the phone cannot fill asks for a new device', async () => {
    await report()
    await sync()
    await db().answered.clear()
    server.state.last.clear()
    await report()
    expect(await sync()).toBe('ended')
    expect(await db().fact('ended')).toMatchObject({ new_device: true })
    expect(await left()).toBe(1)
  })

  test('answered work is kept 14 days and no longer', async () => {
    await report()
    await sync()
    expect(await db().answered.count()).toBe(1)
    await db().answered.toCollection().modify((op) => { op.answered_at = new Date(Date.now() - 15 * 86_400_000).toISOString() })
    await sync()
    expect(await db().answered.count()).toBe(0)
  })
})

describe('what leaves the scope', () => {
  test('a record that goes is gone from the phone, and comes back whole', async () => {
    server.write('hazard', 'h1', { description: '一' })
    await sync()
    server.hide('hazard', 'h1')
    await sync()
    expect(await readRecord('hazard', 'h1')).toBeUndefined()
    server.write('hazard', 'h1', { description: '二' })
    await sync()
    expect((await readRecord('hazard', 'h1'))?.description).toBe('二')
  })

  test('a reset sweeps what did not come again, but never a record with work in the outbox', async () => {
    server.pageSize = 2
    for (const id of ['h1', 'h2', 'h3', 'h4', 'h5']) server.write('hazard', id, { description: id })
    await sync()
    await save(() => set('hazard', 'h2', 1, { place: { was: null, now: '仓库' } }))
    server.trouble = (what) => what === 'push' ? { status: 503 } : null
    for (const id of ['h1', 'h2']) server.state.records.delete(`hazard ${id}`)
    server.resetNext = 'scope'

    // The push is refused for now, so that the outbox still holds the op while the reset comes.
    const { pull } = await import('./pull')
    const done = await pull(server)

    expect(done.reset).toBe(true)
    expect((await db().hazard.toArray()).map((row) => row.id).sort()).toEqual(['h2', 'h3', 'h4', 'h5'])
    expect((await readRecord('hazard', 'h2'))?.place).toBe('仓库')
    expect(await db().seen.count()).toBe(0)
  })

  test('a reset that breaks off between pages sweeps nothing until it is whole', async () => {
    server.pageSize = 2
    for (const id of ['h1', 'h2', 'h3', 'h4']) server.write('hazard', id, { description: id })
    await sync()
    server.state.records.delete('hazard h1')
    server.resetNext = 'scope'
    let pages = 0
    server.trouble = (what) => what === 'pull' && ++pages === 2 ? 'request' : null
    expect(await sync()).toBe('offline')
    expect(await db().hazard.count()).toBe(4)
    await restart()
    await sync()
    expect((await db().hazard.toArray()).map((row) => row.id).sort()).toEqual(['h2', 'h3', 'h4'])
  })

  test('types and fields of a newer server do no harm', async () => {
    server.write('duty', 'd1', { cadence: 'month' })
    server.write('hazard', 'h1', { description: '一', moon_phase: 'full' })
    expect(await sync()).toBe('done')
    expect(await readRecord('hazard', 'h1')).toMatchObject({ moon_phase: 'full' })
  })
})

describe('acts that wait for photos', () => {
  const photo = (id: string, state: Capture['state']): Capture => ({
    id, hazard: 'h1', owner_type: 'hazard', source: 'camera', saved_at: '2026-11-22T10:00:00+08:00', role: 'after', type: 'image/jpeg', taken_at: '2026-11-22T10:00:00+08:00',
    lat: null, lon: null, accuracy_m: null, stamp: { time: '', date: '', accuracy: '', place: '', mark: '' }, state,
  })

  test('a repair handed in leaves after its photos’ own ops, whenever they were ready', async () => {
    server.write('hazard', 'h1', { state: 'rectifying' })
    await sync()
    await db().transaction('rw', db().outbox, db().captures, async () => {
      await db().captures.add(photo('p1', 'captured'))
      await act('hazard', 'h1', 1, 'submit_rectification', { note: '已换' }, 'photos')
    })
    await save(() => set('hazard', 'h1', 1, { place: { was: null, now: '门口' } }))
    await sync()
    expect(server.pushes.flatMap((request) => request.ops.map((op) => op.op))).toEqual(['set'])
    expect((await readRecord('hazard', 'h1'))?.$local.waiting).toBe(1)

    await db().captures.update('p1', { state: 'shrunk', sha256: 'aa' })
    await save(() => create('photo', 'p1', { owner_type: 'hazard', owner_id: 'h1', role: 'after', sha256: 'aa' }))
    await sync()
    expect(server.pushes.flatMap((request) => request.ops.map((op) => [op.seq, op.type, op.op]))).toEqual([[1, 'hazard', 'set'], [2, 'photo', 'create'], [3, 'hazard', 'act']])
  })

  test('accepting waits until the server has each after photo, and goes in the same round as the news', async () => {
    server.write('hazard', 'h1', { state: 'submitted' })
    server.write('photo', 'p1', { owner_type: 'hazard', owner_id: 'h1', role: 'after', stored: false })
    server.write('photo', 'p0', { owner_type: 'hazard', owner_id: 'h1', role: 'before', stored: false })
    await sync()
    await save(() => act('hazard', 'h1', 1, 'accept', {}, 'photos'))
    await sync()
    expect(server.pushes).toHaveLength(0)
    server.write('photo', 'p1', { stored: true })
    expect((await round(server)).moved).toBe(true)
    await sync()
    expect(server.effects).toHaveLength(1)
  })

  test('a later step on the same record does not overtake a held one', async () => {
    server.write('hazard', 'h1', { state: 'rectifying' })
    await sync()
    await db().captures.add(photo('p1', 'captured'))
    await save(() => act('hazard', 'h1', 1, 'submit_rectification', {}, 'photos'))
    await save(() => act('hazard', 'h1', 1, 'stop_use', { what: '二车间' }))
    await sync()
    expect(server.pushes).toHaveLength(0)
    await db().captures.update('p1', { state: 'stored' })
    await sync()
    expect(server.pushes.flatMap((request) => request.ops.map((op) => op.action))).toEqual(['submit_rectification', 'stop_use'])
  })
})

test('killed at every step of a long day, nothing is lost and nothing happens twice', async () => {
  const ids: string[] = []
  let moment = 0
  for (let day = 0; day < 12; day++) {
    ids.push(await report())
    const touched = ids[day % ids.length] ?? ''
    await save(() => set('hazard', touched, 0, { round: { was: null, now: day } }))
    server.trouble = () => (['request', 'answer', null, { status: 503 }, null] as const)[moment++ % 5] ?? null
    await sync().catch(() => 'killed')
    await restart()
  }
  server.trouble = () => null
  await sync()
  await sync()
  expect(await left()).toBe(0)
  expect(server.effects).toHaveLength(24)
  expect(new Set(server.effects).size).toBe(24)
  expect((await db().hazard.toArray()).map((row) => row.id).sort()).toEqual([...ids].sort())
  vi.restoreAllMocks()
})
