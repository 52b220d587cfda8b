import { expect, test } from 'vitest'

import { emptyPost, missing, postSaid } from './postForm'

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
