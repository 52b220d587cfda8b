import { expect, test } from 'vitest'

import type { HeldPost } from './people'
import { daysOf, emptyPost, missing, postChange, postSaid } from './postForm'

test('a post needs a role and the place it is held at', () => {
  expect(missing(emptyPost())).toBe('role')
  expect(missing({ ...emptyPost(), role: 'grid', where: 'area' })).toBe('area')
  expect(missing({ ...emptyPost(), role: 'manager', where: 'enterprise', area: 'a' })).toBe('enterprise')
  expect(missing({ ...emptyPost(), role: 'admin', where: 'site' })).toBeNull()
})

test('a place chosen before the role was changed does not travel', () => {
  const post = { ...emptyPost(), role: 'manager', where: 'enterprise' as const, area: 'a', enterprise: { id: 'e', name: '木业' }, title: ' 安全员 ' }
  expect(postSaid(post)).toEqual({ role: 'manager', area_id: null, enterprise_id: 'e', title: '安全员', starts_on: null, ends_on: null })
})

const held: HeldPost = { id: 'p', role: 'grid', area: { id: 'a', name: '第一网格' }, enterprise: null, title: '网格长', starts_on: '2026-01-01', ends_on: '2026-12-31', state: 'held' }

test('of a post only what was changed travels', () => {
  expect(postChange(held, daysOf(held))).toEqual({})
  expect(postChange(held, { ...daysOf(held), ends_on: '2027-06-30' })).toEqual({ ends_on: '2027-06-30' })
  expect(postChange(held, { title: ' ', starts_on: '2026-02-01', ends_on: null })).toEqual({ title: null, starts_on: '2026-02-01', ends_on: null })
})
