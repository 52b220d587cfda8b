/** The phone binds by a signature what the server binds. */
import { expect, test } from 'vitest'

import { namedId } from '../lib/id'
import { boundWords, decimal, digestOf } from './digest'

const ANSWERS = [
  { item: 'B', result: 'pass', number: 12.5, choice: null, text: null, note: '压力"正常"\n' },
  { item: 'A', result: 'fail' },
] as const

test('it is written as the page of the protocol says', async () => {
  // tests/walkthroughs/test_rules.py has the same words.
  expect(boundWords('w', 'c', ANSWERS, ['h2', 'h1'])).toBe(
    '{"answers":[{"choice":null,"item":"A","note":null,"number":null,"result":"fail","text":null},'
    + '{"choice":null,"item":"B","note":"压力\\"正常\\"\\n","number":"12.5","result":"pass","text":null}],'
    + '"checklist_id":"c","hazards":["h1","h2"],"walkthrough":"w"}')
  expect(await digestOf('w', 'c', ANSWERS, ['h2', 'h1'])).toMatch(/^[0-9a-f]{64}$/)
})

test.each([[12.5, '12.5'], [3, '3'], [100, '100'], [0, '0'], [-0, '0'], [-0.5, '-0.5'], [0.000001, '0.000001'], [1e12, '1000000000000']])('%d is written %s', (value, told) => {
  expect(decimal(value)).toBe(told)
})

test('an answer has the id that every client gives it', async () => {
  // uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org')
  expect(await namedId('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'python.org')).toBe('886313e1-3b8a-5372-9b90-0c9aee199e5d')
})
