/** The same table of cases as the server's (tests/certificates). */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

import type { Certificate } from '../lib/wire'
import { asked, byEnd, byNumber, byWords, commonDates, DUE_WITHIN_DAYS, judged, masked, numberIn, standing } from './standing'

interface Cases {
  due_within_days: number
  standing: { say: string, day: string, valid_until: string, review_due: string | null, is: string }[]
  asked: { say: string, kinds: string[], certificates: [string, 'registered' | 'withdrawn'][], are: number[] }[]
}
const cases = JSON.parse(readFileSync(fileURLToPath(new URL('../../../tests/certificates/standing.json', import.meta.url)), 'utf8')) as Cases

const card = (id: string, more: Partial<Certificate> = {}): Certificate =>
  ({ id, version: 1, enterprise_id: 'e', holder: id, kind: 'welding', valid_until: '2030-01-01', state: 'registered', ...more })

test.each(cases.standing)('$say: $is', ({ day, is, ...dates }) => { expect(standing(dates, day)).toBe(is) })
test.each(cases.asked)('$say', ({ kinds, certificates, are }) => {
  const ledger = certificates.map(([kind, state], n) => ({ n, kind, state }))
  expect(asked(ledger, kinds).map(one => one.n)).toEqual(are)
})
test('it is called due from the same day on as on the server', () => { expect(DUE_WITHIN_DAYS).toBe(cases.due_within_days) })

describe('an item', () => {
  const day = '2026-11-28'
  test('fails by what has expired and by what is due, and is not judged where nobody is registered', () => {
    const good = card('good')
    const late = card('late', { valid_until: '2026-11-27' })
    const soon = card('soon', { review_due: '2026-12-31' })
    expect(judged([good], [], day)).toMatchObject({ fails: false, asked: [good] })
    expect(judged([good, soon, late], [], day)).toMatchObject({ fails: true, asked: [late, soon, good], expired: [late], due: [soon] })
    expect(judged([good, soon, late], ['height'], day)).toMatchObject({ fails: false, asked: [] })
  })
  test('does not hang on the order in which the ledger was written', () => {
    const some = [card('a', { valid_until: '2027-01-01' }), card('b', { valid_until: '2026-01-01' }), card('c', { valid_until: '2027-01-01' })]
    expect(byEnd(some)).toEqual(byEnd([...some].reverse()))
  })
})

describe('a card that was scanned or named', () => {
  const ledger = [card('陈焊工', { number: 'T350304199001011234' }), card('林电工', { number: 'FJ-2019 88 77' }), card('无号', { number: '12' })]
  const found = (text: string): string[] => byNumber(ledger, text).map(one => one.id)

  test.each(['T350304199001011234', 't350304199001011234', '350304199001011234', ' T 3503 0419 9001 0112 34 ', 'Ｔ３５０３０４１９９００１０１１２３４'])('is known by its number: %s', (text) => { expect(found(text)).toEqual(['陈焊工']) })
  test('is known by the number in an address', () => { expect(found('https://cx.example.org/zs?no=T350304199001011234&k=1')).toEqual(['陈焊工']) })
  test('another number is nobody\'s, and a short one proves nothing', () => {
    expect(found('T350304199001011235')).toEqual([])
    expect(found('https://example.org/12')).toEqual([])
  })
  test('is found by a name or the end of a number', () => {
    expect(byWords(ledger, '焊').map(one => one.id)).toEqual(['陈焊工'])
    expect(byWords(ledger, '1234').map(one => one.id)).toEqual(['陈焊工'])
    expect(byWords(ledger, '林 8877').map(one => one.id)).toEqual(['林电工'])
  })
  test('its number is read out of a text, and no other figures are', () => {
    expect(numberIn('https://cx.example.org/zs?no=t35030419900101123x')).toBe('T35030419900101123X')
    expect(numberIn('订单 99350304199001011234')).toBeNull()
  })
  test('shows four figures of its number in a list', () => {
    expect(masked('T350304199001011234')).toBe('****1234')
    expect(masked('1234')).toBe('****')
  })
})

test('the common rule counts from the day of issue', () => {
  expect(commonDates('2024-03-01')).toEqual({ valid_until: '2030-02-28', review_due: '2027-02-28' })
  expect(commonDates('2024-02-29')).toEqual({ valid_until: '2030-02-28', review_due: '2027-02-28' })
})
