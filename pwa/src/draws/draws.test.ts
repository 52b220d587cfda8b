import { expect, test } from 'vitest'

import { conditionsOf, emptyForm, type Form, whole, wrongIn } from './draws'

const form = (more: Partial<Form> = {}): Form => ({ ...emptyForm(null, '2026-11-28'), title: '冬季抽查', area: 'a1', count: '10', ...more })

test('only what was chosen narrows the lists', () => {
  expect(conditionsOf(form())).toEqual({ roles: ['township', 'district'] })
  expect(conditionsOf(form({ grades: ['red'], since: '2026-09-01', days: '９０' }))).toEqual({ roles: ['township', 'district'], grades: ['red'], not_checked_since: '2026-09-01', days: 90 })
})

test('nobody sets up a draw for more enterprises than there are', () => {
  const pool = { enterprises: 12, inspectors: 4, excluded: 3, short: 3 }
  expect(wrongIn(form(), pool)).toEqual({ count: 'too_many' })
  expect(wrongIn(form({ count: '9' }), pool)).toEqual({})
  expect(wrongIn(form({ title: ' ', area: null, each: '0', roles: [] }), null)).toEqual({ title: 'required', area: 'required', each: 'number', roles: 'required' })
  expect([whole('3'), whole('三'), whole('-1'), whole('2.5')]).toEqual([3, null, null, null])
})
