/** Example pictures are fetched once and in moderation, and go before anything a person could lose. */
import { afterEach, expect, test, vi } from 'vitest'

import { closeDatabase, openDatabase } from '../database'
import type { ChecklistSection } from '../lib/wire'
import { EXAMPLES } from '../storage/clearing'
import { withRoom } from '../storage/full'
import { exampleAt, examplesOf, missingExamples, roomForExamples } from './examples'

afterEach(() => {
  closeDatabase()
  vi.unstubAllGlobals()
})
const hash = (n: number): string => n.toString(16).padStart(64, '0')
const section = (...pictures: number[][]): ChecklistSection => ({ title: '用电', items: pictures.map((some, n) => ({ code: `E${n}`, question: '？', kind: 'yes_no', severity: 'general', pictures: some.map((one) => ({ sha256: hash(one) })) })) })

test('each is named once, from top to bottom, and not more than a phone should hold', () => {
  expect(examplesOf([section([2, 1], []), section([1, 3])])).toEqual([2, 1, 3].map(hash))
  expect(examplesOf([section(Array.from({ length: 500 }, (_, n) => n))])).toHaveLength(120)
})

test('what is here is not fetched again, and small ones come before large ones', async () => {
  const kept = new Set([exampleAt(hash(1), 'thumb')])
  vi.stubGlobal('caches', { open: () => Promise.resolve({ match: (url: string) => Promise.resolve(kept.has(url) ? {} : undefined) }) })
  expect(await missingExamples([section([1, 2])])).toEqual([exampleAt(hash(2), 'thumb'), exampleAt(hash(1), 'original'), exampleAt(hash(2), 'original')])
})

test('a phone with little room keeps it for its person’s own photos, and a full one lets examples go first', async () => {
  await openDatabase('examples')
  const space = (left: number): void => { vi.stubGlobal('navigator', { storage: { estimate: () => Promise.resolve({ usage: 0, quota: left }) } }) }
  space(60 * 2 ** 20)
  expect(await roomForExamples()).toBe(false)
  space(2 ** 31)
  expect(await roomForExamples()).toBe(true)

  const dropped: string[] = []
  vi.stubGlobal('caches', { delete: (name: string) => { dropped.push(name); return Promise.resolve(true) } })
  const save = (): Promise<string> => dropped.length > 0 ? Promise.resolve('kept') : Promise.reject(new DOMException('full', 'QuotaExceededError'))
  expect(await withRoom(save)).toBe('kept')
  expect(dropped).toEqual([EXAMPLES])
})
