/** The draw follows from the walkthrough and the person, and fits the place. */
import { expect, test } from 'vitest'

import type { QuizQuestion } from '../lib/wire'
import { draw, judge } from './quiz'

const question = (code: string, traits: string[] = [], sectors: string[] = []): QuizQuestion =>
  ({ id: code, version: 1, code, question: code, choices: [{ zh: '甲', en: 'A' }, { zh: '乙' }, { zh: '丙' }], right: 1, explanation: '', traits, sectors, state: 'in_use' })
const BANK = [...Array.from({ length: 20 }, (_, n) => question(`G${n}`)), ...Array.from({ length: 6 }, (_, n) => question(`D${n}`, ['dust_explosion'])), question('T1', [], ['tobacco']), { ...question('OLD'), state: 'retired' as const }]
const codes = async (...what: Parameters<typeof draw>) => (await draw(...what)).map(one => one.code)

test('the same person on the same walkthrough is asked the same, whatever order the bank comes in', async () => {
  const place = { sector: 'machinery', traits: { dust_explosion: true } }
  const one = await codes(BANK, place, 'w1', '王打磨')
  expect(await codes([...BANK].reverse(), place, 'w1', '王打磨')).toEqual(one)
  expect(await codes(BANK, place, 'w1', '李焊工')).not.toEqual(one)
  expect(new Set(one).size).toBe(5)
  expect(one.filter(code => code.startsWith('D'))).toHaveLength(3)
})

test('nobody is asked about what is not there', async () => {
  expect((await codes(BANK, { sector: 'machinery', traits: {} }, 'w1', '王')).every(code => code.startsWith('G'))).toBe(true)
})

test.each([['乙', true], ['甲', false], ['A', false], [null, false], ['丁', null]])('%s is %s', (chosen, right) => {
  expect(judge(chosen, question('Q'))).toBe(right)
})
