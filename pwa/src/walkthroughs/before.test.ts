/** What counts as last time, and what of it is still open. */
import { expect, test } from 'vitest'

import type { HazardState, WalkthroughState } from '../lib/wire'
import { foundThere, theOneBefore } from './before'

const walk = (id: string, more: object = {}) => ({ id, state: 'signed' as WalkthroughState, enterprise_id: 'e', checklist_id: 'c', finished_at: '2026-11-01T09:00:00+08:00', ...more })
const now = walk('now', { state: 'walking', finished_at: null })

test('last time is the latest that came to an end here with this checklist', () => {
  const all = [
    now, walk('early', { finished_at: '2026-09-01T09:00:00+08:00' }), walk('late'), walk('open', { state: 'walking', finished_at: null }),
    walk('taken_back', { state: 'withdrawn', finished_at: '2026-11-20T09:00:00+08:00' }),
    walk('other_list', { checklist_id: 'd', finished_at: '2026-11-21T09:00:00+08:00' }), walk('other_place', { enterprise_id: 'f', finished_at: '2026-11-22T09:00:00+08:00' }),
  ]
  expect(theOneBefore(all, now)?.id).toBe('late')
  expect(theOneBefore([now], now)).toBeUndefined()
})

test('what was closed since is not open, and what was found today is not from last time', () => {
  const hazard = (id: string, criterion: string | null, walkthrough_id: string, state: HazardState) => ({ id, criterion, walkthrough_id, state })
  const { found, open } = foundThere([hazard('1', 'A', 'late', 'closed'), hazard('2', 'B', 'late', 'rectifying'), hazard('3', 'C', 'early', 'confirmed'), hazard('4', 'D', 'now', 'reported'), hazard('5', null, 'late', 'reported')], 'late', 'now')
  expect([...found]).toEqual([['A', '1'], ['B', '2']])
  expect([...open]).toEqual([['B', '2'], ['C', '3']])
})
