import { expect, test } from 'vitest'

import type { Hazard } from '../lib/wire'
import { visitsOf } from './visits'

const hazard = (id: string, enterprise_id: string | null, more: Partial<Hazard>): Hazard => ({ id, version: 1, state: 'rectifying', severity: 'general', enterprise_id, ...more })

test('where somebody waits comes first, then what is overdue, then what nobody has judged', () => {
  const visits = visitsOf([
    hazard('a', 'judge', { state: 'reported', severity: 'major_suspected' }),
    hazard('b', 'late', { due_date: '2026-11-20' }),
    hazard('c', 'wait', { state: 'submitted' }),
    hazard('d', 'fine', { due_date: '2026-11-30' }),
    hazard('e', null, { state: 'submitted' }),
  ], '2026-11-22')
  expect(visits.map(visit => visit.enterprise)).toEqual(['wait', 'late', 'judge'])
})

test('one visit for all reasons at one place, with the photo of the weightiest', () => {
  const [visit] = visitsOf([
    hazard('late', 'e', { due_date: '2026-11-01' }), hazard('later', 'e', { due_date: '2026-11-10' }),
    hazard('wait', 'e', { state: 'submitted', due_date: '2026-11-25' }), hazard('first', 'e', { state: 'submitted', due_date: '2026-11-24' }),
  ], '2026-11-22')
  expect(visit).toMatchObject({ review: 2, overdue: 2, suspected: 0 })
  expect(visit?.first.id).toBe('first')
})

test('due today is not overdue', () => {
  expect(visitsOf([hazard('a', 'e', { due_date: '2026-11-22' })], '2026-11-22')).toEqual([])
})
