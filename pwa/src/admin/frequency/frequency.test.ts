import { expect, test } from 'vitest'

import { type Rule, standing } from './frequency'

const DAY = '2026-11-28'
const PATH = ['grid', 'town', 'county']
const rule = (area_id: string, every: number, more: Partial<Rule> = {}): Rule => ({
  id: `${area_id}-${every}`, area_id, grade: 'orange', sector: null, checklist_id: null, way: 'planned', every, unit: 'months', valid_from: '2026-01-01', valid_until: null,
  source: null, certainty: 'local', created_by: { id: 'x', name: 'x' }, ended_by: null, ...more,
})
const orange = (rules: readonly Rule[]) => standing(rules, PATH, 'inspection', DAY)[1]
const turns = (rules: readonly Rule[]): string[] => orange(rules)?.turns.map(turn => `${turn.from ?? 'now'} ${turn.rule?.id ?? 'none'}`) ?? []

test('the rule of the nearest area holds, and what is elsewhere or of another kind does not', () => {
  expect(turns([rule('county', 6), rule('town', 3), rule('other', 1), rule('town', 2, { way: 'self_check' }), rule('town', 4, { grade: 'red' })])).toEqual(['now town-3'])
})

test('what will hold is told from its day, and where a rule ends the one above holds again', () => {
  const rules = [rule('county', 6), rule('town', 3, { valid_until: '2026-12-31' }), rule('town', 1, { valid_from: '2027-03-01' })]
  expect(turns(rules)).toEqual(['now town-3', '2027-01-01 county-6', '2027-03-01 town-1'])
})

test('a coming rule of an area above that is overruled here, or one that was taken back, never holds', () => {
  expect(turns([rule('town', 3), rule('county', 1, { valid_from: '2027-01-01' })])).toEqual(['now town-3'])
  expect(turns([rule('town', 3), rule('town', 1, { valid_from: '2027-01-01', valid_until: '2026-12-31' })])).toEqual(['now town-3'])
  expect(turns([])).toEqual(['now none'])
})

test('a rule for one sector or one checklist stands by itself', () => {
  const told = orange([rule('county', 6), rule('county', 1, { sector: 'metallurgy' }), rule('town', 2, { checklist_id: 'list', valid_from: '2027-01-01' }), rule('town', 9, { sector: 'textile', valid_until: '2026-06-30' })])
  expect(told?.turns.map(turn => turn.rule?.id)).toEqual(['county-6'])
  expect(told?.special.map(one => one.turns.map(turn => turn.rule?.id ?? 'none'))).toEqual([['county-1'], ['none', 'town-2']])
})
