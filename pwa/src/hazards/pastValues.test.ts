/** What was ever written in a field: by whom, when, and what became of it. */
import { expect, test } from 'vitest'

import { pastValues } from './pastValues'

const li = { id: 'l', name: '李明' }
const chen = { id: 'c', name: '陈建国' }
const LIFE = [
  { kind: 'create', by: li, at: '2026-11-17T09:00:00+08:00', changes: { place: { was: null, now: '一车间' } } },
  { kind: 'set', by: chen, at: '2026-11-17T10:00:00+08:00', changes: { place: { was: '一车间', now: '二车间' } } },
  { kind: 'set', by: li, at: '2026-11-17T11:00:00+08:00', lost: { place: '一车间东门' } },
  { kind: 'set', by: chen, at: '2026-11-17T12:00:00+08:00', changes: { description: { was: null, now: '缺护栏' } } },
]

test('every value that stood and every one that lost is told, the newest first', () => {
  expect(pastValues(LIFE, 'place').map((one) => [one.value, one.who, one.kind])).toEqual([['一车间东门', '李明', 'lost'], ['二车间', '陈建国', 'now'], ['一车间', '李明', 'stood']])
})

test('where the phone knows only the end of it, what stood before is told without an author', () => {
  expect(pastValues(LIFE.slice(1, 2), 'place').map((one) => [one.value, one.who])).toEqual([['二车间', '陈建国'], ['一车间', '']])
})

test('work that another took in is its author’s', () => {
  expect(pastValues([{ kind: 'set', by: chen, credit: li, at: '', changes: { place: { was: null, now: '三车间' } } }], 'place')[0]?.who).toBe('李明')
})
