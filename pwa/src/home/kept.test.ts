/** The first screen is drawn from what was kept; what was kept follows the phone's store. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import { comment, confirm } from '../hazards/actions'
import { readAtOnce } from '../lib/atOnce'
import type { Hazard, Me } from '../lib/wire'
import { farewell, resumeAtOnce, setMe, welcome } from '../people/session'
import { keepToday, lastToday, startKeeping } from './kept'
import { readToday } from './today'

const hazard = (id: string, more: Partial<Hazard> = {}): Hazard => ({
  id, version: 1, state: 'reported', severity: 'general', description: `通道堆物 ${id}`, enterprise_id: 'e1', found_at: '2026-11-20T08:00:00+08:00',
  actions: ['confirm'], created_by: { id: 'user', name: '方敏' }, measures: '清理通道', history: '[{"kind":"act"}]', ...more,
})

let stop = (): void => undefined
let n = 0
let me: Me

beforeEach(async () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value), removeItem: (name: string) => kept.delete(name) })
  me = { user: { id: `keep-${n++}`, name: '方敏', login: 'town1', locale: 'zh' }, posts: [], roles: ['township'], demo: false }
  await openDatabase(me.user.id)
  await db().enterprise.add({ id: 'e1', version: 1, name: '荔新木制品厂', area: 'a1', state: 'open' })
  await welcome(me)
  stop = startKeeping(5)
})
afterEach(async () => {
  stop()
  setMe(null)
  closeDatabase()
  await wipeDatabase(me.user.id)
  vi.unstubAllGlobals()
})

const last = () => lastToday(me.user.id)

test('what a pull brings and what is done here is kept a moment later', async () => {
  await vi.waitUntil(() => last()?.numbers.open === 0)
  await db().hazard.bulkPut([hazard('h1'), hazard('h2', { state: 'submitted', actions: [] })])
  await vi.waitUntil(() => last()?.numbers.open === 2)
  expect(last()?.decide.map(row => row.hazard.id)).toContain('h1')

  await confirm({ id: 'h1', version: 1 })
  await vi.waitUntil(() => last()?.decide.length === 0)
  await db().outbox.clear()
  await db().hazard.put(hazard('h1', { version: 2 }))
  await vi.waitUntil(() => last()?.decide.length === 1)
  await db().hazard.clear()
  await vi.waitUntil(() => last()?.empty === true)
})

test('what waits on this phone is marked as waiting, and no longer once it is there', async () => {
  await db().hazard.put(hazard('h1', { created_by: { id: me.user.id, name: '方敏' } }))
  await vi.waitUntil(() => last()?.reported.length === 1)
  await comment({ id: 'h1', version: 1 }, '已到现场')
  await confirm({ id: 'h1', version: 1 })
  await vi.waitUntil(() => last()?.reported[0]?.hazard.$local.waiting === 1)
  expect(last()?.reported[0]?.hazard.state).toBe('confirmed')
  await db().outbox.clear()
  await vi.waitUntil(() => last()?.reported[0]?.hazard.$local.waiting === 0)
})

test('only what the first screen draws is kept', async () => {
  await db().hazard.put(hazard('h1'))
  await vi.waitUntil(() => last()?.decide.length === 1)
  const row = last()?.decide[0]
  expect(row?.title).toBe('通道堆物 h1')
  expect(row?.hazard).not.toHaveProperty('history')
  expect(row?.hazard).not.toHaveProperty('measures')
})

test('nobody sees another one’s day, and who goes out leaves nothing', async () => {
  await vi.waitUntil(() => last() !== null)
  expect(lastToday('somebody-else')).toBeNull()
  expect(lastToday(undefined)).toBeNull()
  setMe(null)
  expect(resumeAtOnce()).toBe(true)
  await farewell()
  expect(readAtOnce('home')).toBeUndefined()
  expect(resumeAtOnce()).toBe(false)
})

test('a screen that keeps what it showed while somebody goes out leaves nothing either', async () => {
  const day = await readToday(null)
  const going = farewell()
  // Between two waits of going out he is still in, and a screen writes.
  keepToday('lin', day)
  await going
  expect(readAtOnce('home')).toBeUndefined()
})

test('a browser that keeps nothing starts as before', () => {
  vi.stubGlobal('localStorage', { getItem: () => { throw new Error('refused') }, setItem: () => { throw new Error('refused') }, removeItem: () => { throw new Error('refused') } })
  expect(last()).toBeNull()
  expect(resumeAtOnce()).toBe(false)
})
