import { expect, test } from 'vitest'

import type { Plan } from '../lib/wire'
import { differences } from './actions'

const plan = { id: 'p', version: 3, enterprise_id: 'e', inspectors: [{ id: 'a', name: '甲' }, { id: 'b', name: '乙' }], due_date: '2026-12-10', way: 'planned', state: 'open' } as const satisfies Plan
const same = { inspectors: [{ id: 'b', name: '乙' }, { id: 'a', name: '甲' }], due_date: '2026-12-10', starts_on: null }

test('the same people in another order, on the same days, are no change', () => {
  expect(differences(plan, same)).toEqual({})
})

test('only what became another is sent, each with what was seen', () => {
  const inspectors = [{ id: 'a', name: '甲' }, { id: 'c', name: '丙' }]
  expect(differences(plan, { ...same, inspectors, starts_on: '2026-12-01' })).toEqual({
    inspectors: { was: plan.inspectors, now: inspectors }, starts_on: { was: null, now: '2026-12-01' },
  })
})
