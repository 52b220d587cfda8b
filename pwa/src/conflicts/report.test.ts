/** The report for the administrator holds counts, codes and times, and no word of anybody's. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { type DiaryLine, db, openDatabase, wipeDatabase } from '../database'
import { layAside } from '../sync/aside'
import { act, create, newId, set } from '../sync/outbox'
import { beginDevice } from '../sync/restore'
import { round } from '../sync/round'
import { FakeServer } from '../sync/server.fixture'
import { holdupOf } from './diary'
import { makeReport } from './report'

let server: FakeServer
let user = 0
beforeEach(async () => {
  server = new FakeServer()
  await openDatabase(`report-${++user}`)
  await beginDevice({ id: `device-${user}`, name: '林小满的手机' })
  for (const id of ['h1', 'h2']) server.write('hazard', id, { state: 'submitted', place: '一车间' })
  await round(server)
})
afterEach(() => wipeDatabase(`report-${user}`))
const save = <T>(work: () => Promise<T>): Promise<T> => db().transaction('rw', db().outbox, work)

test('what waits is counted by kind, state and reason, and nothing that was written is in it', async () => {
  const late = await save(() => act('hazard', 'h1', 1, 'send_back', { note: '秘密一' }))
  server.refuses = (op) => op.id === late ? { code: 'state_moved', detail: '秘密二', by: { id: 'u', name: '秘密三' } } : null
  await round(server)
  await save(async () => {
    for (let i = 0; i < 3; i++) await create('comment', newId(), { owner_type: 'hazard', owner_id: 'h1', text: '秘密四' })
    await set('hazard', 'h2', 1, { place: { was: '一车间', now: '秘密五' } })
    await create('秘密六', newId(), {})
  })
  await layAside('h2')
  server.trouble = () => 'request'
  await round(server)
  const report = await makeReport()
  const told = report.waiting.map(({ type, op, state, code, count }) => [type, op, state, code, count].join(' ')).sort()
  expect(told).toEqual([
    'comment create sent  3', 'hazard act attention state_moved 1', 'hazard set aside  1', 'record create sent  1',
  ])
  expect(report.attempts[0]).toMatchObject({ outcome: 'offline', times: 1 })
  expect(JSON.stringify(report)).not.toMatch(/秘密|一车间|林小满/)
})

const line = (more: Partial<DiaryLine>): DiaryLine => ({ n: 1, at: '2026-11-22T08:00:00+08:00', until: '2026-11-22T08:00:00+08:00', times: 1, outcome: 'done', sent: 0, got: 0, refused: 0, ...more })
const fine = { ended: null, too_old: false, online: true, next_at: Date.parse('2026-11-22T08:01:00+08:00') }

test.each([
  ['ended', { ...fine, ended: 'session_ended' as const, online: false }, line({ outcome: 'ended' })],
  ['too_old', { ...fine, too_old: true }, line({ outcome: 'too_old' })],
  ['offline', { ...fine, online: false }, line({ outcome: 'wait' })],
  ['asked', fine, line({ outcome: 'wait', status: 503, wait_until: '2026-11-22T08:01:00+08:00' })],
  ['failed', fine, line({ outcome: 'wait', status: 500 })],
  ['broken', fine, line({ outcome: 'broken' })],
  ['going', { ...fine, next_at: null }, line({ outcome: 'wait' })],
  ['next', fine, undefined],
])('what holds everything up: %s', (kind, status, last) => {
  const holdup = holdupOf(status, last)
  expect(holdup.kind).toBe(kind)
  expect(holdup.why).not.toMatch(/why_|\{/)
})
