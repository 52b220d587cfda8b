/** A check stands there before the store is open; what is tapped meanwhile meets what really stands in the store. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'

import { closeDatabase, db, openDatabase, turnTo, wipeDatabase } from '../database'
import { readAtOnce } from '../lib/atOnce'
import type { Checklist, Me } from '../lib/wire'
import { farewell, resumeAtOnce, setMe, welcome } from '../people/session'
import { answer, answerId } from './actions'
import { useAtHand } from './atHand'
import { keepWalking, lastWalking } from './kept'
import { readWalking } from './walking'

const items = Array.from({ length: 3 }, (_, n) => ({ code: `T${n}`, question: `第 ${n} 项`, kind: 'yes_no' as const }))
let n = 0
let me: Me

beforeEach(async () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value), removeItem: (name: string) => kept.delete(name) })
  me = { user: { id: `walk-${n++}`, name: '方敏', login: 'town1', locale: 'zh' }, posts: [], roles: ['township'], demo: false }
  await openDatabase(me.user.id)
  await db().enterprise.add({ id: 'e1', version: 1, name: '荔新木制品厂', area: 'a1', state: 'open' })
  await db().checklist.add({ id: 'c1', version: 1, code: 'three', title: '三项', state: 'in_use', edition: 1, sections: [{ title: '一', items }] } as unknown as Checklist)
  await db().walkthrough.add({ id: 'w1', version: 1, enterprise_id: 'e1', checklist_id: 'c1', state: 'walking', started_at: '2026-11-20T08:00:00+08:00', inspectors: [{ id: me.user.id, name: '方敏' }] })
  await welcome(me)
})
afterEach(async () => {
  setMe(null)
  closeDatabase()
  await wipeDatabase(me.user.id)
  vi.unstubAllGlobals()
})

async function keepAsItIs(): Promise<void> {
  const now = await readWalking('w1')
  if (now) keepWalking(me.user.id, now)
}
/** The app starts anew: the store is not open yet. */
function restart(): void {
  closeDatabase()
  turnTo(me.user.id)
}
const stored = async (code: string) => (await readWalking('w1'))?.answers.get(code)

test('it shows as it was last, before any reading', async () => {
  await answer('w1', [{ item: 'T0', said: { result: 'pass' }, before: undefined }])
  await keepAsItIs()
  restart()
  const scope = effectScope()
  const hand = scope.run(() => useAtHand('w1'))
  const now = hand?.loaded.value
  expect(now?.state).toBe('here')
  const read = await readWalking('w1')
  expect(now?.state === 'here' && now.value).toEqual({ ...read, walkthrough: { ...read?.walkthrough } })
  scope.stop()
})

test('what is tapped on the copy meets what the store really has, also when the page is left at once', async () => {
  await keepAsItIs()
  // Answered after the copy was made: the battery went in between.
  await answer('w1', [{ item: 'T0', said: { result: 'fail' }, before: undefined }])
  await db().outbox.clear()
  await db().answer.put({ id: await answerId('w1', 'T0'), version: 4, walkthrough_id: 'w1', item: 'T0', result: 'fail' })
  restart()
  const scope = effectScope()
  const hand = scope.run(() => useAtHand('w1'))
  if (!hand) throw new Error('nothing at hand')
  expect(hand.loaded.value.state === 'here' && hand.loaded.value.value.answers.size).toBe(0)
  const first = hand.say('T0', { result: 'pass' })
  const second = hand.say('T0', { result: 'na' })
  const other = hand.say('T1', { result: 'pass' })
  expect(hand.saving.value).toBe(3)
  scope.stop()
  await Promise.all([first, second, other])
  expect(hand.saving.value).toBe(0)
  expect((await stored('T0'))?.result).toBe('na')
  expect((await stored('T1'))?.result).toBe('pass')
  const ops = (await db().outbox.toArray()).filter(op => op.type === 'answer')
  expect(ops.filter(op => op.op === 'create')).toHaveLength(1)
  expect(ops.filter(op => op.op === 'set').every(op => op.seen === 4)).toBe(true)
})

test('where the store is open, one reads what is', async () => {
  await keepAsItIs()
  const scope = effectScope()
  const hand = scope.run(() => useAtHand('w1'))
  expect(hand?.loaded.value.state).toBe('loading')
  scope.stop()
})

test('leaving the page keeps what stood there last', async () => {
  const scope = effectScope()
  const hand = scope.run(() => useAtHand('w1'))
  await vi.waitUntil(() => hand?.loaded.value.state === 'here')
  await hand?.say('T1', { result: 'pass' })
  await vi.waitUntil(() => hand?.loaded.value.state === 'here' && hand.loaded.value.value.answers.size === 1)
  scope.stop()
  expect(lastWalking('w1', me.user.id)?.answers.get('T1')?.result).toBe('pass')
})

test('nobody sees another one’s check, and who goes out leaves nothing', async () => {
  await keepAsItIs()
  expect(lastWalking('w1', 'somebody-else')).toBeNull()
  expect(lastWalking('w1', undefined)).toBeNull()
  expect(lastWalking('w2', me.user.id)).toBeNull()
  setMe(null)
  expect(resumeAtOnce()).toBe(true)
  await farewell()
  expect(readAtOnce('walk')).toBeUndefined()
})

test('a checklist too large to be kept waits for the store', async () => {
  await keepAsItIs()
  const now = await readWalking('w1')
  if (!now) throw new Error('nothing there')
  keepWalking(me.user.id, { ...now, sections: [{ title: '很'.repeat(500_000), items: [] }] })
  expect(lastWalking('w1', me.user.id)).toBeNull()
})
