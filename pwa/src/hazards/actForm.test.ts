import { expect, test } from 'vitest'

import type { Hazard } from '../lib/wire'
import { argumentsOf, asked, begin, check, fen } from './actForm'

const DAY = '2026-11-22'
const hazard = (more: Partial<Hazard> = {}): Hazard => ({ id: 'h', version: 3, state: 'confirmed', severity: 'general', ...more })

test('a date is proposed by how the hazard is dealt with', () => {
  expect(begin('assign', hazard({ disposal: 'on_the_spot' }), DAY).due_date).toBe('2026-11-22')
  expect(begin('assign', hazard({ disposal: 'by_deadline' }), DAY).due_date).toBe('2026-11-29')
  expect(begin('assign', hazard({ disposal: 'on_account' }), DAY).due_date).toBe('2026-12-22')
  // Neither this phone nor the server names a date while nobody has said how it is dealt with.
  expect(begin('assign', hazard(), DAY).due_date).toBeNull()
  expect(check('assign', hazard(), begin('assign', hazard(), DAY), DAY).due_date).toBe('required')
  expect(begin('assign', hazard({ due_date: '2026-12-01' }), DAY).due_date).toBe('2026-12-01')
  expect(begin('decide_extension', hazard({ extension: { due_date: '2026-12-05' } }), DAY).due_date).toBe('2026-12-05')
})

test('what is settled already stays in the form', () => {
  const values = begin('assign', hazard({ responsible: '黄志强', funds_fen: 3_800_050, measures: '停机清扫' }), DAY)
  expect(values).toMatchObject({ responsible: '黄志强', funds: '38000.5', measures: '停机清扫' })
})

test.each([
  ['38000', 3_800_000], ['38,000 元', 3_800_000], ['１２００．５０', 120_050], ['0', 0], ['¥19.99', 1999],
  ['', null], ['三万八', null], ['-5', null], ['1.234', null], ['1e5', null],
])('“%s” is %s fen', (typed, amount) => {
  expect(fen(typed)).toBe(amount)
})

test('a major hazard lacks what its plan lacks, and is sent whole', () => {
  const one = hazard({ severity: 'major', disposal: 'by_deadline' })
  const values = begin('assign', one, DAY)
  expect(Object.keys(check('assign', one, values, DAY)).sort()).toEqual(['contingency_plan', 'funds_fen', 'interim_controls', 'measures', 'responsible'])

  Object.assign(values, { responsible: ' 黄志强 ', measures: '停机清扫', funds: '38,000', contingency_plan: '现场处置方案', interim_controls: '断电挂牌' })
  expect(check('assign', one, values, DAY)).toEqual({})
  expect(argumentsOf('assign', one, values)).toEqual({
    responsible: '黄志强', due_date: '2026-11-29', measures: '停机清扫', funds_fen: 3_800_000, contingency_plan: '现场处置方案', interim_controls: '断电挂牌',
  })
})

test('what was left empty is not sent', () => {
  const one = hazard({ disposal: 'by_deadline' })
  const values = { ...begin('assign', one, DAY), responsible: '吴建平' }
  expect(argumentsOf('assign', one, values)).toEqual({ responsible: '吴建平', due_date: '2026-11-29' })
})

test('money that is no number, a day that has passed and an extension that is none are said under the field', () => {
  expect(check('assign', hazard(), { ...begin('assign', hazard({ disposal: 'by_deadline' }), DAY), responsible: 'x', funds: '很多' }, DAY)).toEqual({ funds_fen: 'funds' })
  expect(check('send_back', hazard({ state: 'submitted', responsible: 'x' }), { ...begin('send_back', hazard(), DAY), note: '没改完', due_date: '2026-11-21' }, DAY)).toEqual({ due_date: 'past' })
  const late = hazard({ state: 'rectifying', due_date: '2026-12-01' })
  expect(check('request_extension', late, { ...begin('request_extension', late, DAY), reason: '等到货', due_date: '2026-12-01' }, DAY)).toEqual({ due_date: 'not_later' })
})

test('refusing more time asks for no date and sends none', () => {
  const one = hazard({ state: 'rectifying', extension: { due_date: '2026-12-05' } })
  const values = { ...begin('decide_extension', one, DAY), granted: 'no' as const, due_date: null, note: '先停用' }
  expect(check('decide_extension', one, values, DAY)).toEqual({})
  expect(argumentsOf('decide_extension', one, values)).toEqual({ granted: false, note: '先停用' })
  expect(argumentsOf('decide_extension', one, { ...values, granted: 'yes', due_date: '2026-12-05' })).toEqual({ granted: true, due_date: '2026-12-05', note: '先停用' })
})

test('forms ask only what fits the hazard', () => {
  expect(asked('accept', hazard({ state: 'submitted' }))).toEqual(['note'])
  expect(asked('accept', hazard({ state: 'submitted', severity: 'major' }))).toEqual(['cause', 'note'])
  expect(asked('reopen', hazard({ state: 'rejected' }))).toEqual(['reason'])
  expect(asked('reopen', hazard({ state: 'closed' }))).toEqual(['due_date', 'reason'])
  expect(asked('send_back', hazard({ state: 'submitted' }))).toEqual(['responsible', 'due_date', 'note'])
})
