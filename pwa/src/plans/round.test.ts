import { expect, test } from 'vitest'

import { roundOf, type Stop } from './round'

const DAY = '2026-11-28'
/** A stop so many hundred metres to the east. */
const stop = (id: string, due_date: string, east: number | null = 0, starts_on: string | null = null): Stop =>
  ({ id, due_date, starts_on, at: east === null ? null : { lat: 25.4, lon: 119 + east / 1007 } })
const order = (stops: readonly Stop[], from: Stop['at'] = { lat: 25.4, lon: 119 }): string => roundOf(stops, from, DAY).map(one => one.id).join('')

test('what is overdue comes first, the longest overdue before the others, however far it is', () => {
  expect(order([stop('a', '2026-11-28', 1), stop('b', '2026-11-20', 90), stop('c', '2026-11-27', 5)])).toBe('bca')
})

test('what is due alike is walked from one to the next, not to and fro', () => {
  expect(order([stop('d', '2026-12-05', 9), stop('a', '2026-12-05', 2), stop('c', '2026-12-05', 7), stop('b', '2026-12-05', 4)])).toBe('abcd')
})

test('a day more is worth some way, and not any way', () => {
  expect(order([stop('a', '2026-11-29', 8), stop('b', '2026-11-30', 1)])).toBe('ab')
  expect(order([stop('a', '2026-11-29', 80), stop('b', '2026-11-30', 1)])).toBe('ba')
})

test('without a position the day says it, and what may not be walked yet comes last', () => {
  const stops = [stop('c', '2026-11-29', null, '2026-11-29'), stop('b', '2026-12-02', null), stop('a', '2026-11-28', null)]
  expect(order(stops, null)).toBe('abc')
})

test('nothing is lost or doubled, and in which order it came does not matter', () => {
  const stops = Array.from({ length: 40 }, (_, n) => stop(`${n}`, `2026-1${1 + n % 2}-${10 + n % 20}`, n * 37 % 50))
  const one = roundOf(stops, null, DAY)
  expect([...one].sort((a, b) => Number(a.id) - Number(b.id))).toEqual(stops)
  expect(roundOf([...stops].reverse(), null, DAY)).toEqual(one)
})
