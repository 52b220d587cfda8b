import { expect, test } from 'vitest'

import { type AreaRow, branches, levelsBelow, type Level, ownAreas, pathOf, shownBranches, within } from './areas'

const area = (id: string, parent: string | null, level: Level = 'town', name = id): AreaRow => ({ id, parent, level, name, code: id, version: 1, valid: true })
const TREE = [area('g2', 't1', 'grid', '第二网格'), area('q', null, 'county', '荔城区'), area('t2', 'q', 'town', '黄石镇'), area('t1', 'q', 'town', '新度镇'), area('g1', 't1', 'grid', '第一网格')]
const ids = (lines: readonly { area: AreaRow }[]): string => lines.map((line) => line.area.id).join(' ')

test('the tree is drawn parents first, siblings by code', () => {
  const lines = branches(TREE)
  expect(ids(lines)).toBe('q t1 g1 g2 t2')
  expect(lines.map((line) => [line.depth, line.children])).toEqual([[0, 2], [1, 2], [2, 0], [2, 0], [1, 0]])
})

test('an area whose parent nobody knows is still there, and a ring does not hang the desk', () => {
  expect(ids(branches([area('x', 'gone')]))).toBe('x')
  expect(branches([area('a', 'b'), area('b', 'a')])).toEqual([])
})

test('a closed branch hides what lies in it, and looking for words opens it again', () => {
  const lines = branches(TREE)
  expect(ids(shownBranches(lines, new Set(['t1']), ''))).toBe('q t1 t2')
  expect(ids(shownBranches(lines, new Set(['q', 't1']), ''))).toBe('q')
  expect(ids(shownBranches(lines, new Set(['q', 't1']), '第二'))).toBe('q t1 g2')
  expect(shownBranches(lines, new Set(), 'nothing like it')).toEqual([])
})

test('a post at a town reaches its grids and no other town; an administrator of all has no bounds', () => {
  expect([...within(TREE, ['t1'])].sort()).toEqual(['g1', 'g2', 't1'])
  const me = (role: 'admin' | 'township', at: string | null) => ({
    user: { id: 'u', name: 'u', login: 'u', locale: 'zh' as const }, roles: [role], demo: false,
    posts: [{ id: 'p', role, area: at === null ? null : { id: at, name: at }, enterprise: null }],
  })
  expect([...ownAreas(me('township', 't2'), TREE, new Set(['township'])) ?? []]).toEqual(['t2'])
  expect([...ownAreas(me('township', 't2'), TREE, new Set(['admin'])) ?? []]).toEqual([])
  expect(ownAreas(me('admin', null), TREE, new Set(['admin']))).toBeNull()
})

test('where an area lies is told from the top, and what may lie in it stands below it', () => {
  expect(pathOf(TREE, 'g1')).toBe('荔城区 › 新度镇 › 第一网格')
  expect(pathOf(TREE, 'nowhere')).toBe('')
  expect(levelsBelow(TREE[3])).toEqual(['park', 'village', 'grid'])
  expect(levelsBelow(undefined)).toContain('province')
})
