/** The diary tells what was tried, in few lines, and never stands in the way. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { db, openDatabase, wipeDatabase } from '../database'
import { KEPT_DAYS, MOST_LINES, readDiary, tryOf, writeDown } from './diary'
import { create, newId } from './outbox'
import { beginDevice } from './restore'
import { round } from './round'
import { FakeServer } from './server.fixture'

let server: FakeServer
let user = 0
beforeEach(async () => {
  server = new FakeServer()
  await openDatabase(`diary-${++user}`)
  await beginDevice({ id: `device-${user}`, name: 'test' })
})
afterEach(() => wipeDatabase(`diary-${user}`))

const report = () => db().transaction('rw', db().outbox, () => create('hazard', newId(), { description: '配电箱敞开' }))
const told = async () => (await readDiary()).map(({ outcome, times, sent, got, refused }) => ({ outcome, times, sent, got, refused }))
const NOTHING = { sent: 0, got: 0, refused: 0 }

test('a morning without signal is one line, and what went when it came back another', async () => {
  await round(server)
  await report()
  server.trouble = () => 'request'
  for (let i = 0; i < 5; i++) await round(server)
  server.trouble = () => null
  await round(server)
  expect(await told()).toEqual([
    { outcome: 'done', times: 1, sent: 1, got: 1, refused: 0 },
    { outcome: 'offline', times: 5, ...NOTHING },
    { outcome: 'done', times: 1, ...NOTHING },
  ])
})

test('looking for news that is not there leaves no trace, but the first look that gets through again does', async () => {
  await round(server)
  for (let i = 0; i < 20; i++) await round(server)
  expect(await db().diary.count()).toBe(1)
  server.trouble = () => 'request'
  await round(server)
  server.trouble = () => null
  await round(server)
  await round(server)
  expect((await told()).map((line) => line.outcome)).toEqual(['done', 'offline', 'done'])
})

test('what the server refused, what it asked for, and an ended session are told apart', async () => {
  await report()
  server.refuses = () => ({ code: 'invalid_text', detail: '' })
  await round(server)
  server.trouble = () => ({ status: 503, problem: { code: 'busy', detail: '' }, retryAfter: 30 })
  await round(server)
  server.trouble = () => ({ status: 401, problem: { code: 'session_ended', detail: '' } })
  await round(server)
  const [ended, busy, done] = await readDiary()
  expect(ended).toMatchObject({ outcome: 'ended', code: 'session_ended' })
  expect(busy).toMatchObject({ outcome: 'wait', status: 503, code: 'busy' })
  expect(Date.parse(busy?.wait_until ?? '') - Date.parse(busy?.until ?? '')).toBeGreaterThan(25_000)
  expect(done).toMatchObject({ outcome: 'done', sent: 1, refused: 1 })
})

test('a round that broke on this phone is written as that', async () => {
  await report()
  server.push = () => { throw new DOMException('', 'QuotaExceededError') }
  await expect(round(server)).rejects.toThrow()
  expect(await readDiary()).toMatchObject([{ outcome: 'broken', code: 'quota_exceeded_error' }])
})

test('old lines make room, and never more than so many are kept', async () => {
  const now = Date.parse('2026-11-22T08:00:00+08:00')
  await writeDown(tryOf({ kind: 'offline' }, NOTHING), new Date(now - (KEPT_DAYS + 1) * 86_400_000))
  for (let i = 0; i < MOST_LINES + 30; i++) await writeDown(tryOf(i % 2 ? { kind: 'offline' } : { kind: 'too_old' }, NOTHING), new Date(now + i * 60_000))
  const lines = await readDiary(1000)
  expect(lines).toHaveLength(MOST_LINES)
  expect(Date.parse(lines.at(-1)?.at ?? '')).toBe(now + 30 * 60_000)
})

test('hours of sending are lines of ten minutes', async () => {
  const now = Date.parse('2026-11-22T08:00:00+08:00')
  for (let minute = 0; minute < 30; minute++) await writeDown(tryOf({ kind: 'done' }, { sent: 2, got: 0, refused: 0 }), new Date(now + minute * 60_000))
  expect((await told()).map((line) => [line.times, line.sent])).toEqual([[10, 20], [10, 20], [10, 20]])
})
