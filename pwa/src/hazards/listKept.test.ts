/** The list of the last start stands there at once, and is put right where the phone has gone on since. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import type { Hazard } from '../lib/wire'
import { comment } from './actions'
import { useFeed } from './listFeed'
import { keepList, lastList } from './listKept'

const hazard = (id: string, more: Partial<Hazard> = {}): Hazard => ({
  id, version: 1, state: 'reported', severity: 'general', description: `通道堆物 ${id}`, enterprise_id: 'e1', found_at: '2026-11-20T08:00:00+08:00', ...more,
})
const NOBODY = ' '

let user = 0
let name = ''
beforeEach(async () => {
  name = `list-${user++}`
  await openDatabase(name)
  await db().enterprise.add({ id: 'e1', version: 1, name: '荔新木制品厂', area: 'a1', state: 'open' })
  await db().hazard.bulkAdd([hazard('h1'), hazard('h2')])
  await db().note('cursor', 'c1')
})
afterEach(async () => {
  closeDatabase()
  await wipeDatabase(name)
})

/** The app as after a kill: another feed over the same store. */
async function start() {
  const other = `${name}-other`
  await openDatabase(other)
  useFeed()
  await wipeDatabase(other)
  await openDatabase(name)
  const feed = useFeed()
  await vi.waitUntil(() => feed.ready.value, 5000)
  return feed
}

test('is kept once it is quiet, and read whole no more while nothing was fetched', async () => {
  const first = await start()
  await vi.waitUntil(async () => await lastList(NOBODY) !== null, 8000)
  expect((await lastList(NOBODY))?.current).toBe(true)
  const whole = vi.spyOn(db().hazard, 'where')
  const again = await start()
  expect(again.entries.value).toEqual(first.entries.value)
  await new Promise(done => setTimeout(done, 300))
  expect(whole).not.toHaveBeenCalled()
})

test('what was fetched and done meanwhile is put right', async () => {
  const first = await start()
  await keepList(NOBODY, 'c1', first.entries.value)
  await db().hazard.bulkPut([hazard('h1', { version: 2, description: '配电箱敞开' }), hazard('h3')])
  await db().hazard.delete('h2')
  await db().note('cursor', 'c2')
  await comment({ id: 'h3', version: 1 }, '已到现场')
  expect((await lastList(NOBODY))?.current).toBe(false)
  const again = await start()
  await vi.waitUntil(() => again.entries.value.map(entry => entry.id).sort().join() === 'h1,h3', 5000)
  expect(again.entries.value.some(entry => entry.text.includes('配电箱敞开'))).toBe(true)
})

test('what waited and has arrived is waiting no more', async () => {
  const first = await start()
  await keepList(NOBODY, 'c1', first.entries.value.map(entry => ({ ...entry, local: 'waiting' as const })))
  const again = await start()
  await vi.waitUntil(() => again.entries.value.every(entry => entry.local === ''), 5000)
})

test('belongs to one person', async () => {
  await keepList('somebody else', 'c1', [])
  expect(await lastList(NOBODY)).toBeNull()
})
