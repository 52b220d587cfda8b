/** What is asked where, and how far somebody has come. */
import { expect, test } from 'vitest'

import type { Checklist, Result } from '../lib/wire'
import { articleText, asked, concerns, counts, nextOpen, proposed } from './walkthrough'

const item = (code: string, shown_if?: object) => ({ code, question: code, ...(shown_if ? { shown_if } : {}) })
const SECTIONS = [
  { title: '现场', items: [item('S1'), item('S2', { sectors: ['textile'] })] },
  { title: '粉尘', shown_if: { traits: { dust_explosion: true } }, items: [item('D1')] },
]
const plain = { sector: 'light_industry', traits: {} }
const dusty = { sector: 'textile', traits: { dust_explosion: true } }
const answers = (found: Record<string, Result>) => new Map(Object.entries(found).map(([code, result]) => [code, { result }]))

test('only what concerns the enterprise is asked', () => {
  expect(asked(SECTIONS, plain).map(one => one.item.code)).toEqual(['S1'])
  expect(asked(SECTIONS, dusty).map(one => one.item.code)).toEqual(['S1', 'S2', 'D1'])
  expect(concerns({ traits: { premises_type: ['catering', 'street_shop'] } }, { sector: null, traits: { premises_type: 'catering' } })).toBe(true)
})

test('the list for such premises comes before the general one, and a retired one not at all', () => {
  const list = (code: string, more: Partial<Checklist>): Checklist => ({ id: code, code, version: 1, title: code, sections: SECTIONS, ...more })
  const lists = [list('general', {}), list('dust', { traits: { dust_explosion: true } }), list('old', { state: 'retired' })]
  expect(proposed(lists, dusty).map(one => [one.list.code, one.count])).toEqual([['dust', 3], ['general', 3]])
  expect(proposed(lists, plain).map(one => one.list.code)).toEqual(['general'])
})

test('it goes on at the next open item, and then with those that were skipped', () => {
  const items = asked(SECTIONS, dusty)
  expect(nextOpen(items, answers({ S2: 'pass' }), 2)?.item.code).toBe('D1')
  expect(nextOpen(items, answers({ S2: 'pass', D1: 'na' }), 3)?.item.code).toBe('S1')
  expect(nextOpen(items, answers({ S1: 'fail', S2: 'pass', D1: 'na' }))).toBeUndefined()
  expect(counts(items, answers({ S1: 'fail', D1: 'na' }))).toEqual({ pass: 0, fail: 1, na: 1, open: 1 })
})

test.each([[3, '三'], [8, '八'], [10, '十'], [11, '十一'], [20, '二十'], [21, '二十一']])('article %d is named %s', (n, told) => {
  expect([articleText(n, 'zh'), articleText(n, 'en')]).toEqual([told, String(n)])
})
