/** One visit to several enterprises: begun whole or not at all, each with its own, and always one next. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { shallowRef } from 'vue'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import type { Checklist, Enterprise, Me, Walkthrough } from '../lib/wire'
import { beginAll, finishAll } from './actions'
import { useChoosing } from './choosing'
import { inOrder, named, nextIn, stageOf, type Stop } from './visit'
import { type Neighbour, readPremises } from './visiting'

const firm = (id: string, host: string | null = null, more: Partial<Enterprise> = {}): Enterprise => ({ id, version: 1, name: id, area: 'a', state: 'open', host_enterprise_id: host, ...more })
const me: Me = { user: { id: 'u1', name: '方敏', login: 'town1', locale: 'zh' }, posts: [], roles: ['township'], demo: false }

const walk = (id: string, more: Partial<Walkthrough> = {}): Walkthrough => ({ id, version: 1, enterprise_id: id, checklist_id: 'c', state: 'walking', inspectors: [{ id: 'u1', name: '方敏' }], ...more })
const stop = (id: string, done: number, more: Partial<Walkthrough> = {}, at: Enterprise | undefined = firm(id, 'host')): Stop => ({ walkthrough: walk(id, more), enterprise: at, all: 3, done, fails: 0 })
const signature = (role: string, name: string) => ({ role, name, photo: 'p', digest: 'd' })

test('whose turn it is goes round, over those that are through, and none is lost', () => {
  const stops = [stop('host', 3), stop('a', 1), stop('b', 3, { state: 'finished' }), stop('c', 0), stop('d', 0, {}, undefined)]
  expect(stops.map(stageOf)).toEqual(['through', 'walking', 'finished', 'walking', 'walking'])
  const left = [...stops.slice(0, 4), { ...stop('d', 0), enterprise: undefined }]
  expect(stageOf(left[4]!)).toBe('gone')
  expect(nextIn(left, 'walking', 'a')?.walkthrough.id).toBe('c')
  expect(nextIn(left, 'walking', 'c')?.walkthrough.id).toBe('a')
  expect(nextIn(left, 'finished', 'c')?.walkthrough.id).toBe('b')
  expect(nextIn(left, 'signed', 'c')).toBeUndefined()
})

test('without a signal the phone itself sees that all have signed', () => {
  const finished = { state: 'finished' as const }
  expect(stageOf(stop('a', 3, { ...finished, signatures: [signature('inspector', '方敏')] }))).toBe('finished')
  expect(stageOf(stop('a', 3, { ...finished, signatures: [signature('inspector', '方敏'), signature('enterprise', '老王')] }))).toBe('signed')
  expect(stageOf(stop('a', 3, { ...finished, signatures: [signature('inspector', '方敏')], refusal: { reason: '不认', witness: '小林' } }))).toBe('signed')
  expect(stageOf(stop('a', 3, { ...finished, kind: 'self_check', signatures: [signature('principal', '老王')] }))).toBe('signed')
})

test('who lets the premises comes first, then what was begun first', () => {
  const early = { started_at: '2026-11-28T09:00:00+08:00' }
  const late = { started_at: '2026-11-28T10:00:00+08:00' }
  const stops = [stop('found-later', 0, late), stop('乙', 0, early), stop('host', 0, early, firm('host')), stop('甲', 0, early)]
  expect(inOrder(stops).map(one => one.walkthrough.id)).toEqual(['host', '甲', '乙', 'found-later'])
})

test('all fit are chosen, but not where somebody walks already; a principal begins with his own', () => {
  const list = { list: { id: 'c' } as Checklist, count: 3 }
  const other = { list: { id: 'c2' } as Checklist, count: 9 }
  const place = (id: string, more: Partial<Neighbour> = {}): Neighbour => ({ id, name: id, enterprise: firm(id), is: 'tenant', open: 0, choices: [list, other], plan: undefined, walking: undefined, ...more })
  const there = shallowRef([place('this', { is: 'this' }), place('a'), place('walked', { walking: walk('w') as Neighbour['walking'] }), place('no-list', { choices: [] })])
  const onlyThis = shallowRef(false)
  const choosing = useChoosing(there, onlyThis)
  expect(choosing.chosen.value.map(one => one.enterprise)).toEqual(['this', 'a'])
  onlyThis.value = true
  expect(choosing.chosen.value.map(one => one.enterprise)).toEqual(['this'])
  choosing.tick(there.value, true)
  choosing.choose(there.value[1]!, 'c2')
  expect(choosing.chosen.value).toEqual([{ enterprise: 'this', checklist: 'c', plan: null }, { enterprise: 'a', checklist: 'c2', plan: null }, { enterprise: 'walked', checklist: 'c', plan: null }])
  expect(named([{ name: '宏岭鞋材' }, { name: '顺昌五金' }], ' 鞋').map(one => one.name)).toEqual(['宏岭鞋材'])
})

let n = 0
let user = ''
beforeEach(async () => {
  user = `visit-${n++}`
  await openDatabase(user)
})
afterEach(async () => {
  closeDatabase()
  await wipeDatabase(user)
})

test('from any of them the same premises are found, without those that closed, and a circle ends', async () => {
  await db().enterprise.bulkAdd([firm('host'), firm('a', 'host'), firm('b', 'host'), firm('below-b', 'b'), firm('shut', 'host', { state: 'closed' }), firm('far'), firm('x', 'y'), firm('y', 'x')])
  const ids = async (id: string) => (await readPremises(id)).map(one => one.id).sort()
  for (const from of ['host', 'a', 'below-b']) expect(await ids(from)).toEqual(['a', 'b', 'below-b', 'host'])
  expect(await ids('far')).toEqual(['far'])
  expect(await ids('x')).toEqual(['x', 'y'])
  await db().enterprise.delete('host')
  expect(await ids('a')).toEqual(['a', 'b', 'below-b'])
})

test('begun together they share the visit, the arrival and who walks; alone there is no visit', async () => {
  const spot = { lat: 25.4, lon: 119, accuracy_m: 8 }
  const companions = [{ name: '林小满' }, { id: 'u1', name: '方敏' }]
  const ids = await beginAll([{ enterprise: 'host', checklist: 'c' }, { enterprise: 'a', checklist: 'd', plan: 'p' }], me, spot, { companions })
  const made = await db().outbox.toArray()
  expect(made.map(op => [op.record, op.data?.['enterprise_id'], op.data?.['checklist_id'], op.data?.['plan_id']])).toEqual([[ids[0], 'host', 'c', undefined], [ids[1], 'a', 'd', 'p']])
  for (const name of ['visit_id', 'started_at', 'lat', 'lon', 'accuracy_m']) expect(made[0]?.data?.[name], name).toEqual(made[1]?.data?.[name])
  expect(made[0]?.data?.['visit_id']).toBeTruthy()
  expect(made[1]?.data?.['inspectors']).toEqual([{ id: 'u1', name: '方敏' }, { name: '林小满' }])
  await beginAll([{ enterprise: 'b', checklist: 'c' }], me, null)
  expect((await db().outbox.toArray())[2]?.data).not.toHaveProperty('visit_id')
})

test('they leave once: the same moment and place ends all', async () => {
  await finishAll([{ id: 'w1', version: 1 }, { id: 'w2', version: 4 }], { lat: 25, lon: 119, accuracy_m: 5 })
  const [first, second] = await db().outbox.toArray()
  expect(first?.args).toEqual(second?.args)
  expect(first?.args).toMatchObject({ lat: 25, accuracy_m: 5 })
  expect([second?.record, second?.seen]).toEqual(['w2', 4])
})
