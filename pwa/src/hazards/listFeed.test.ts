import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import type { Hazard } from '../lib/wire'
import { comment, confirm } from './actions'
import { useFeed } from './listFeed'
import { comeAgain, counts, EVERYTHING, fold, pick } from './listIndex'

const hazard = (id: string, more: Partial<Hazard> = {}): Hazard => ({
  id, version: 1, state: 'reported', severity: 'general', description: `通道堆物 ${id}`, enterprise_id: 'e1', found_at: '2026-11-20T08:00:00+08:00', actions: ['confirm'], ...more,
})

let user = 0
let name = ''
beforeEach(async () => {
  name = `feed-${user++}`
  await openDatabase(name)
  await db().enterprise.add({ id: 'e1', version: 1, name: '荔新木制品厂', area: 'a1', state: 'open' })
})
afterEach(async () => {
  closeDatabase()
  await wipeDatabase(name)
})

const texts = () => useFeed().entries.value.map(entry => entry.text)

test('what a pull brings shows in the list, and what leaves goes', async () => {
  await db().hazard.bulkAdd([hazard('h1'), hazard('h2', { due_date: '2026-11-30' })])
  const feed = useFeed()
  await vi.waitUntil(() => feed.ready.value)
  expect(feed.entries.value.map(entry => entry.id)).toEqual(['h2', 'h1'])

  await db().hazard.bulkPut([hazard('h1', { version: 2, description: '配电箱敞开' }), hazard('h3')])
  await vi.waitUntil(() => feed.entries.value.length === 3)
  expect(texts().some(text => text.includes('配电箱敞开'))).toBe(true)

  await db().hazard.delete('h2')
  await vi.waitUntil(() => feed.entries.value.length === 2)
})

test('what was done here shows at once as waiting, and plainly once the server took it', async () => {
  await db().hazard.add(hazard('h1'))
  const feed = useFeed()
  await vi.waitUntil(() => feed.ready.value)
  await confirm({ id: 'h1', version: 1 })
  await vi.waitUntil(() => feed.entries.value[0]?.local === 'waiting')
  expect(feed.entries.value[0]?.state).toBe('confirmed')
  await comment({ id: 'h1', version: 1 }, '已到现场')

  await db().outbox.clear()
  await db().hazard.put(hazard('h1', { version: 2, state: 'confirmed' }))
  await vi.waitUntil(() => feed.entries.value[0]?.local === '')
})

test('ten thousand are searched while one types', async () => {
  const states = ['reported', 'rectifying', 'submitted', 'closed'] as const
  await db().hazard.bulkAdd(Array.from({ length: 10_000 }, (_, i) => hazard(`h${i}`, { state: states[i % 4] ?? 'closed', description: `第 ${i} 处 消火栓被挡` })))
  const feed = useFeed()
  await vi.waitUntil(() => feed.ready.value, 20_000)
  const began = performance.now()
  const found = pick(feed.entries.value, { ...EVERYTHING, words: '木制品 9999' }, '2026-11-22', '2026-11-29')
  const took = performance.now() - began
  expect(found.map(entry => entry.id)).toEqual(['h9999'])
  expect(took).toBeLessThan(100)
})

test('letters are found however wide or large they were typed', () => {
  expect(fold('ＡＢＣ　１２３\n消防')).toBe('abc 123 消防')
})

test('groups count what a person expects in them', async () => {
  await db().hazard.bulkAdd([
    hazard('todo'), hazard('working', { state: 'rectifying', actions: ['assign'], due_date: '2026-11-01' }), hazard('mine', { state: 'rectifying', round: 2, actions: ['submit_rectification'] }),
    hazard('over', { state: 'closed', actions: ['reopen'] }),
  ])
  const feed = useFeed()
  await vi.waitUntil(() => feed.ready.value)
  expect(counts(feed.entries.value, ['todo', 'rectifying', 'back', 'closed', 'open'])).toEqual({ todo: 2, rectifying: 2, back: 1, closed: 1, open: 3 })
  expect(pick(feed.entries.value, { ...EVERYTHING, due: 'overdue' }, '2026-11-22', '2026-11-29').map(entry => entry.id)).toEqual(['working'])
})

test('a hazard has come again when one of its kind was closed at the same enterprise before', async () => {
  await db().hazard.bulkAdd([
    hazard('old', { state: 'closed', category: 'fire_exit', found_at: '2026-10-01T08:00:00+08:00' }),
    hazard('again', { category: 'fire_exit' }), hazard('other', { category: 'dust' }), hazard('elsewhere', { category: 'fire_exit', enterprise_id: 'e2' }),
  ])
  const feed = useFeed()
  await vi.waitUntil(() => feed.ready.value)
  expect([...comeAgain(feed.entries.value)]).toEqual(['again'])
})
