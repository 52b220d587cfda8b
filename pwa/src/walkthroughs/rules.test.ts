/** The phone asks, judges and wants proof as the server does: one table of cases, which tests/walkthroughs/test_rules.py reads too. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import type { Answer, ChecklistSection } from '../lib/wire'
import { asked, failedByItself, goesOn, type SaidAt, settled, unproven } from './walkthrough'

interface Table {
  readonly sections: readonly ChecklistSection[]
  readonly cases: readonly { says: string, enterprise: { sector: string | null, traits: Record<string, unknown> | null }, answers: Record<string, SaidAt>, shown: string[] }[]
  readonly results: readonly { item: string, answer: SaidAt, stands: string | null }[]
  readonly proof: readonly { answers: Record<string, Pick<Answer, 'result' | 'note'>>, photographed: string[], lacks: string[] }[]
}
const { sections, cases, results, proof } = JSON.parse(readFileSync(new URL('../../../tests/walkthroughs/cases.json', import.meta.url), 'utf8')) as Table
const every = sections.flatMap(section => section.items.map((item, n) => ({ item, section, n })))
const itemOf = (code: string) => every.find(one => one.item.code === code)!.item

test.each(cases)('$says', ({ enterprise, answers, shown }) => {
  const said = Object.entries(answers)
  for (const order of [said, said.toReversed()]) expect(asked(sections, enterprise, new Map(order)).map(one => one.item.code)).toEqual(shown)
  expect(asked(sections, enterprise, new Map(said)).map(one => one.n)).toEqual(shown.map((_, n) => n + 1))
})

test.each(results)('$item $answer stands as $stands', ({ item, answer, stands }) => {
  expect(settled(itemOf(item), answer)).toBe(stands)
  expect(failedByItself(itemOf(item), { ...answer, result: null })).toBe(stands === 'fail' && answer.result !== 'fail')
})

test.each(proof)('$answers with photos at $photographed lacks $lacks', ({ answers, photographed, lacks }) => {
  expect(unproven(every, new Map(Object.entries(answers)), new Set(photographed)).map(one => one.item.code)).toEqual(lacks)
})

test('it goes on with what the answer has just opened', () => {
  const place = { sector: null, traits: {} }
  expect(goesOn(sections, place, new Map([['E1', { result: 'pass' }]]), 'E1')?.item.code).toBe('E2')
  expect(goesOn(sections, place, new Map([['E1', { result: 'na' }]]), 'E1')?.item.code).toBe('E4')
})
