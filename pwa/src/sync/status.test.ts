/** What waits is counted as a person would count it. */
import { expect, test } from 'vitest'

import type { Capture, OutboxOp } from '../database'
import { thingsOf } from './status'

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
