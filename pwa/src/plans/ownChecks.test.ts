import { expect, test } from 'vitest'

import { missing, type OwnCheck, periods, surplus } from './ownChecks'

const check = (due_date: string, more: Partial<OwnCheck> = {}): OwnCheck => ({ id: due_date, due_date, state: 'open', ...more })
const due = (found: readonly { readonly due?: string, readonly due_date?: string }[]): (string | undefined)[] => found.map(one => one.due ?? one.due_date)

test('a year of quarters or months begins with the one of today', () => {
  expect(periods('quarterly', '2026-11-28')).toEqual([
    { from: '2026-10-01', due: '2026-12-31' }, { from: '2027-01-01', due: '2027-03-31' }, { from: '2027-04-01', due: '2027-06-30' }, { from: '2027-07-01', due: '2027-09-30' },
  ])
  const months = periods('monthly', '2028-01-15')
  expect([months.length, months[1]]).toEqual([12, { from: '2028-02-01', due: '2028-02-29' }])
})

test('what is planned or done is not planned twice, what was called off is planned anew, and a period of a few days is left out', () => {
  const checks = [check('2027-02-10'), check('2027-05-01', { state: 'cancelled' })]
  expect(due(missing('quarterly', '2026-11-28', checks, ['2026-10-09']))).toEqual(['2027-06-30', '2027-09-30'])
  expect(due(missing('monthly', '2026-11-28', [], [])).slice(0, 2)).toEqual(['2026-12-31', '2027-01-31'])
  expect(missing('quarterly', '2026-11-28', missing('quarterly', '2026-11-28', [], []).map(one => check(one.due)), [])).toEqual([])
})

test('fewer are needed: one stays in each period, and what a rule planned stays before all', () => {
  const checks = ['2026-10-31', '2026-11-30', '2026-12-31', '2027-02-28'].map(day => check(day))
  expect(due(surplus('quarterly', '2026-11-28', checks))).toEqual(['2026-10-31', '2026-11-30'])
  expect(due(surplus('quarterly', '2026-11-28', [check('2026-11-30', { rule_id: 'r' }), check('2026-12-31')]))).toEqual(['2026-12-31'])
})
