/** A refusal that is about single fields says which, as the form calls them, and what to do. */
import { expect, test } from 'vitest'

import type { OutboxOp } from '../database'
import type { Hazard } from '../lib/wire'
import { wrongLines } from './wrong'

const op = (action: string, errors?: Record<string, unknown>): OutboxOp =>
  ({ n: 1, id: 'o', type: 'hazard', record: 'h', op: 'act', action, args: {}, at: '2026-11-25T09:00:00+08:00', state: 'attention', problem: { code: 'invalid', detail: '有几处填得不对', errors } }) as OutboxOp
const hazard = { due_date: '2026-12-10' } as Hazard

test('the field is called as the form calls it, the sentence says what would be right', () => {
  expect(wrongLines(op('request_extension', { due_date: ['not_later'] }), hazard)).toEqual(['延到哪一天：要比现在的时限 12月10日 晚'])
  expect(wrongLines(op('assign', { funds_fen: ['required'], due_date: ['in_the_past'] }), hazard)).toEqual(['整改资金：这一项要写上', '整改时限：这一天已经过了，请选今天或以后'])
})

test('a code that nobody here knows still says which field to look at', () => {
  expect(wrongLines(op('assign', { measures: ['haunted'] }), hazard)).toEqual(['整改措施：这一项不对，请再看一下'])
  expect(wrongLines(op('request_extension', { due_date: ['not_later'] }), null)).toEqual(['延到哪一天：这一项不对，请再看一下'])
})

test('a refusal of the whole names no field', () => {
  expect(wrongLines(op('confirm'), hazard)).toEqual([])
})
