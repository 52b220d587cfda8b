import { expect, test } from 'vitest'

import { late, lines } from './history'
import words from './history.words'
import { RULES } from './stages'

const by = { id: 'u', name: '陈建国' }

test('the newest line comes first, with who, in which post and what he said', () => {
  const told = lines([
    { id: '1', kind: 'create', by: { id: 'l', name: '李明' }, post: 'grid', at: '2026-11-17T09:42:00+08:00' },
    { id: '2', kind: 'act', action: 'send_back', by, post: 'township', at: '2026-11-18T09:00:00+08:00', args: { note: '没有改完', due_date: '2026-11-25' } },
  ])
  expect(told.map(line => [line.what, line.who, line.post, line.said])).toEqual([['act_send_back', '陈建国', 'township', '没有改完'], ['create', '李明', 'grid', '']])
  expect(told[0]?.fill['due']).toBe('2026-11-25')
})

test('a first consent to a major hazard is told from the closing one', () => {
  const of = (event: Record<string, unknown>) => lines([{ kind: 'act', by, ...event }])[0]?.what
  expect(of({ action: 'accept', to: 'submitted' })).toBe('act_accept_first')
  expect(of({ action: 'accept', to: 'closed' })).toBe('act_accept')
  expect(of({ action: 'decide_extension', args: { granted: true } })).toBe('act_grant_extension')
  expect(of({ action: 'decide_extension', args: { granted: false } })).toBe('act_refuse_extension')
})

test('a transfer names the office it went to, not the state it led to', () => {
  const [line] = lines([{ kind: 'act', action: 'transfer', by, from: 'confirmed', to: 'transferred', args: { to: '城市管理部门', reason: '归燃气主管' } }])
  expect([line?.fill['to'], line?.said]).toEqual(['城市管理部门', '归燃气主管'])
})

test('changes show what stood before, except those the sentence tells', () => {
  const [line] = lines([{ kind: 'set', by, changes: { severity: { was: 'general', now: 'major' }, place: { was: '一车间', now: '二车间' } } }])
  expect(line?.what).toBe('severity_major')
  expect(line?.changes).toEqual([{ field: 'place', was: '一车间', now: '二车间' }])
})

test('what was done long before it was received says so', () => {
  const [soon, long] = lines([
    { kind: 'create', by, claimed_at: '2026-11-17T09:42:00+08:00', received_at: '2026-11-17T15:00:00+08:00' },
    { kind: 'create', by, claimed_at: '2026-11-17T09:42:00+08:00', received_at: '2026-11-17T01:43:00Z' },
  ])
  expect([soon, long].map(line => line && late(line))).toEqual([false, true])
})

test('a line of a kind nobody here knows is still a line', () => {
  expect(lines([{ kind: 'something_new' }, {}]).map(line => line.what)).toEqual(['other', 'other'])
})

test('there are words for every act', () => {
  for (const act of Object.keys(RULES)) {
    if (act !== 'decide_extension') expect(words.zh, act).toHaveProperty(`act_${act}`)
  }
})

test('photos stand with the step they were taken for, and their arrival is no step', () => {
  const li = { id: 'l', name: '李明' }
  const told = lines([
    { kind: 'create', by: li, claimed_at: '2026-11-17T09:42:00+08:00' },
    { kind: 'photo_added', by: li, role: 'before', photo: 'b', claimed_at: '2026-11-17T09:42:01+08:00' },
    { kind: 'photo_stored', by: li, photo: 'b', claimed_at: '2026-11-17T09:45:00+08:00' },
    { kind: 'photo_added', by: li, role: 'after', photo: 'a', claimed_at: '2026-11-17T09:50:00+08:00' },
    { kind: 'act', action: 'fix_on_site', by: li, claimed_at: '2026-11-17T09:50:01+08:00' },
    { kind: 'photo_added', by, role: 'site', photo: 's', claimed_at: '2026-11-18T09:50:01+08:00' },
  ])
  expect(told.map(line => [line.what, line.photos])).toEqual([['photo_added', ['s']], ['act_fix_on_site', ['a']], ['create', ['b']]])
})

test('looking again is told once, with the photos it names and what was said', () => {
  const told = lines([
    { id: '1', kind: 'photo_added', photo: 'p9', role: 'site', by, at: '2026-12-03T09:00:00+08:00' },
    { id: '2', kind: 'looked_back', outcome: 'kept', note: '没有再堆', photos: ['p9'], by, at: '2026-12-03T09:00:00+08:00' },
    { id: '3', kind: 'recurred', number: '新度〔2026〕0009', by, at: '2026-12-20T09:00:00+08:00' },
  ])
  expect(told.map(line => [line.what, line.said, line.photos, line.fill['what']])).toEqual([['recurred', '', [], '新度〔2026〕0009'], ['looked_kept', '没有再堆', ['p9'], '']])
})
