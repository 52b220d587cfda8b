/** What a hazard lacks, and which photo answers the one before. */
import { expect, test } from 'vitest'

import { answering, type PhotoView } from '../photos/pictures'
import { planRows, roundOf } from './hazard'

const photo = (id: string, role: PhotoView['role'], taken_at: string): PhotoView => ({
  id, role, taken_at, stored: true, here: null, sent: 1, size: 0, left: 0, cleared: false, problem: null, saved_at: null, stored_at: null,
  sha256: id, lat: null, lon: null, accuracy_m: null, by: null, version: 1, caption: null,
})
const event = (at: string, from: string, to: string): Record<string, unknown> => ({ kind: 'act', at, from, to })
const first = photo('first', 'after', '2026-11-10T10:00:00+08:00')
const second = photo('second', 'after', '2026-11-20T10:00:00+08:00')
const photos = [photo('found', 'before', '2026-11-01T10:00:00+08:00'), first]
const until = [event('2026-11-02T09:00:00+08:00', 'confirmed', 'rectifying'), event('2026-11-10T10:05:00+08:00', 'rectifying', 'submitted'), event('2026-11-11T09:00:00+08:00', 'submitted', 'closed')]

test('a closed hazard shows the photo it was closed with', () => {
  const closed = { state: 'closed', state_at: '2026-11-11T09:00:00+08:00', history: JSON.stringify(until) } as const
  expect(answering(photos, roundOf(closed))).toBe(first)
})

test('a reopened hazard waits for a new photo: the one of the earlier round proves nothing now', () => {
  const history = [...until, event('2026-11-15T09:00:00+08:00', 'closed', 'rectifying')]
  const reopened = { state: 'rectifying', state_at: '2026-11-15T09:00:00+08:00', history: JSON.stringify(history) } as const
  expect(answering(photos, roundOf(reopened))).toBeNull()
  expect(answering([...photos, second], roundOf(reopened))).toBe(second)
  const again = { state: 'submitted', state_at: '2026-11-20T10:05:00+08:00', history: JSON.stringify([...history, event('2026-11-20T10:05:00+08:00', 'rectifying', 'submitted')]) } as const
  expect(answering([...photos, second], roundOf(again))).toBe(second)
})

test('reopened on this phone and not yet sent, it waits for a new photo, too', () => {
  const waiting = { state: 'rectifying', state_at: '2026-11-11T09:00:00+08:00', history: JSON.stringify(until) } as const
  expect(answering(photos, roundOf(waiting))).toBeNull()
})

test('what was handed in by a phone whose clock is slow still has its proof', () => {
  const slow = photo('slow', 'after', '2026-11-14T10:00:00+08:00')
  const history = [...until, event('2026-11-15T09:00:00+08:00', 'closed', 'rectifying')]
  const submitted = { state: 'submitted', state_at: '2026-11-20T10:05:00+08:00', history: JSON.stringify(history) } as const
  expect(answering([...photos, slow], roundOf(submitted))).toBe(slow)
})

const plan = { severity: 'general', state: 'confirmed' } as const
const lacking = (hazard: Parameters<typeof planRows>[0]) => planRows(hazard).filter(row => row.lacking).map(row => row.name)

test('the five settled things are asked of a major hazard only', () => {
  expect(lacking(plan)).toEqual(['responsible', 'due_date'])
  expect(lacking({ ...plan, severity: 'major_suspected' })).toEqual(['responsible', 'due_date', 'interim_controls'])
  expect(lacking({ ...plan, severity: 'major', responsible: '黄志强' })).toEqual(['measures', 'funds_fen', 'due_date', 'contingency_plan', 'interim_controls'])
})

test('once it is put right nothing is missing: what was settled stands, and nothing else', () => {
  const closed = { ...plan, state: 'closed', responsible: '黄志强', due_date: '2026-12-01' } as const
  expect(planRows(closed)).toEqual([{ name: 'responsible', lacking: false }, { name: 'due_date', lacking: false }])
  expect(planRows({ ...plan, state: 'closed' })).toEqual([])
})

test('a hazard found to be major after it was assigned still lacks its plan when the repair is handed in', () => {
  expect(lacking({ ...plan, state: 'submitted', severity: 'major', plan_incomplete: true, responsible: '黄志强', due_date: '2026-12-01' })).toEqual(['measures', 'funds_fen', 'contingency_plan', 'interim_controls'])
})

test('no money needed is an answer', () => {
  expect(lacking({ ...plan, severity: 'major', responsible: '黄志强', measures: '装防护罩', funds_fen: 0, due_date: '2026-12-01', contingency_plan: '停机', interim_controls: '围挡' })).toEqual([])
})
