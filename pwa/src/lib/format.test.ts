import { beforeEach, describe, expect, test } from 'vitest'

import { addDays, dayWords, daysBetween, distanceText, dueWords, moneyText, monthText, timeText } from './format'
import { newId } from './id'
import { setLocale } from './i18n'

beforeEach(() => setLocale('zh'))

describe('a deadline is said as people say it', () => {
  const today = '2026-11-22'
  test.each([
    ['2026-11-29', '还有 7 天', '7 days left'],
    ['2026-12-07', '还有 15 天', '15 days left'],
    ['2026-12-08', '12月8日到期', 'Due 8\u00a0December'],
    ['2027-01-08', '2027年1月8日到期', 'Due 8\u00a0January\u00a02027'],
    ['2026-11-24', '还有 2 天', '2 days left'],
    ['2026-11-23', '明天到期', 'Due tomorrow'],
    ['2026-11-22', '今天到期', 'Due today'],
    ['2026-11-21', '超期 1 天', '1 day overdue'],
    ['2026-11-20', '超期 2 天', '2 days overdue'],
  ])('%s is “%s”', (due, zh, en) => {
    expect(dueWords(due, today)).toBe(zh)
    setLocale('en')
    expect(dueWords(due, today)).toBe(en)
  })
})

test('a month is said with its year', () => {
  expect(monthText('2026-11')).toBe('2026年11月')
  setLocale('en')
  expect(monthText('2026-11')).toBe('November 2026')
})

test('days are counted over the end of a month and a leap day', () => {
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2)
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(dayWords('2026-11-05', 'zh', '2026-11-22')).toBe('11月5日')
})

test('a moment is an hour today, yesterday, or a day', () => {
  const now = new Date(2026, 10, 22, 15, 2)
  expect(timeText(new Date(2026, 10, 22, 10, 20).toISOString(), now)).toBe('10:20')
  expect(timeText(new Date(2026, 10, 21, 9, 5).toISOString(), now)).toBe('昨天 09:05')
  expect(timeText(new Date(2026, 10, 3, 9, 5).toISOString(), now)).toBe('11月3日 09:05')
  expect(timeText('nonsense', now)).toBe('')
})

test('distance and money', () => {
  expect(distanceText(3)).toBe('10 米')
  expect(distanceText(64)).toBe('60 米')
  expect(distanceText(1240)).toBe('1.2 公里')
  expect(moneyText(120_000)).toBe('1,200 元')
  expect(moneyText(120_050)).toBe('1,200.50 元')
})

test('ids sort in the order they were made and are never the same', () => {
  const ids = Array.from({ length: 5000 }, () => newId(1_700_000_000_000))
  expect(new Set(ids).size).toBe(5000)
  expect([...ids].sort()).toEqual(ids)
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
