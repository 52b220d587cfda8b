import { expect, test } from 'vitest'

import type { Me, Post, Role } from '../lib/wire'
import { onlyEnterprise, placesOf, rolesToGive } from './people'

const me = (...posts: readonly [Role, 'area' | 'enterprise' | null][]): Me => ({
  user: { id: 'u', name: 'u', login: 'u', locale: 'zh' }, roles: posts.map(([role]) => role), demo: false,
  posts: posts.map(([role, where], n): Post => ({ id: `${n}`, role, area: where === 'area' ? { id: 'a', name: '新度镇' } : null, enterprise: where === 'enterprise' ? { id: `e${n}`, name: '木业' } : null })),
})

test('an office gives posts in enterprises, a principal those of his own people, an administrator all', () => {
  expect(rolesToGive(me(['township', 'area']))).toEqual(['principal', 'manager', 'employee'])
  expect(rolesToGive(me(['principal', 'enterprise']))).toEqual(['manager', 'employee'])
  expect(rolesToGive(me(['admin', null]))).toHaveLength(8)
  expect(rolesToGive(me(['grid', 'area'], ['manager', 'enterprise']))).toEqual([])
})

test('a post is offered only where it can be held', () => {
  expect(placesOf('grid', me(['admin', null]))).toEqual(['area'])
  expect(placesOf('employee', me(['principal', 'enterprise']))).toEqual(['enterprise'])
  expect(placesOf('expert', me(['admin', 'area']))).toEqual(['area', 'enterprise'])
  expect(placesOf('admin', me(['admin', 'area']))).toEqual(['area'])
  expect(placesOf('admin', me(['admin', null]))).toEqual(['area', 'site'])
})

test('a principal of one enterprise need not say which', () => {
  expect(onlyEnterprise(me(['principal', 'enterprise']))?.id).toBe('e0')
  expect(onlyEnterprise(me(['principal', 'enterprise'], ['principal', 'enterprise']))).toBeNull()
  expect(onlyEnterprise(me(['principal', 'enterprise'], ['township', 'area']))).toBeNull()
})
