/** What waits is counted as a person would count it. */
import { expect, test } from 'vitest'

import type { Capture, OutboxOp } from '../database'
import { progressOf, thingsOf } from './status'

const op = (part: Partial<OutboxOp>): OutboxOp => ({ n: 1, id: 'o', type: 'hazard', record: 'h1', op: 'set', at: '2026-11-22T10:00:00+08:00', seen: 1, state: 'waiting', ...part })
const photoOf = (hazard: string): Capture => ({ hazard } as Capture)

test('a hazard with its changes, comments and photos is one thing', () => {
  const ops = [op({ op: 'create' }), op({}), op({ type: 'photo', record: 'p1', op: 'create', data: { owner_id: 'h1' } }), op({ type: 'comment', record: 'c1', op: 'create', data: { owner_id: 'h1' } })]
  expect([...thingsOf(ops, [photoOf('h1'), photoOf('h1')])]).toEqual(['h1'])
})

test('photos alone count, other records count, a void does not', () => {
  expect(thingsOf([op({ record: 'h2' }), op({ record: 'h3', op: 'void' })], [photoOf('h1')]).size).toBe(2)
  expect(thingsOf([], []).size).toBe(0)
})

const sent = (saved: string, stored: string): Capture => ({ saved_at: `2026-11-22T${saved}Z`, stored_at: `2026-11-22T${stored}Z` } as Capture)
const travelling = (saved: string): Capture => ({ saved_at: `2026-11-22T${saved}Z` } as Capture)

test('the photos of this morning say nothing about those that travel now', () => {
  const morning = [sent('08:00:00', '08:00:20'), sent('08:00:01', '08:00:40')]
  expect(progressOf(morning, [travelling('10:00:00')])).toEqual({ done: 0, total: 1 })
  expect(progressOf(morning, [])).toEqual({ done: 0, total: 0 })
})

test('what was saved together is counted together to the end, whatever is added meanwhile', () => {
  const first = sent('10:00:00', '10:00:20')
  const second = sent('10:00:01', '10:00:40')
  expect(progressOf([first], [travelling('10:00:01')])).toEqual({ done: 1, total: 2 })
  expect(progressOf([first, second], [travelling('10:00:30')])).toEqual({ done: 2, total: 3 })
})

test('a phone whose clock is an hour behind counts the same', () => {
  const stored = [sent('10:00:00', '11:00:20'), sent('08:00:00', '09:00:20')]
  expect(progressOf(stored, [travelling('10:00:01')], 3_600_000)).toEqual({ done: 1, total: 2 })
})
