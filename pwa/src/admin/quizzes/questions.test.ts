import { expect, test } from 'vitest'

import { ANY, EVERYWHERE, formOf, foundIn, openIn, type Question, saidOf } from './questions'

const question = (code: string, more: Partial<Question> = {}): Question => ({
  code, version: 1, own: false, question: `${code}？`, question_en: null, choices: [{ zh: '每月', en: 'Monthly' }, { zh: '每年' }, { zh: '不用' }], right: 1,
  explanation: '讲一讲', explanation_en: null, source: null, verified: 'memory', sectors: [], traits: [], state: 'in_use', ...more,
})
const BANK = [question('Q1'), question('Q2', { sectors: ['machinery'], question: '灭火器' }), question('Q3', { traits: ['dust_explosion'], state: 'retired' })]
const codes = (wanted: Partial<typeof ANY>): string[] => foundIn(BANK, { ...ANY, ...wanted }).map((one) => one.code)

test('a question is found by its words, its choices, whom it is for and its state', () => {
  expect(codes({})).toEqual(['Q1', 'Q2', 'Q3'])
  expect(codes({ q: '灭火器 monthly' })).toEqual(['Q2'])
  expect(codes({ sector: 'machinery' })).toEqual(['Q2'])
  expect(codes({ sector: EVERYWHERE, trait: EVERYWHERE })).toEqual(['Q1'])
  expect(codes({ trait: 'dust_explosion', state: 'in_use' })).toEqual([])
})

test('what was not touched is said again as it was, with three choices or four', () => {
  for (const row of [...BANK, question('Q4', { choices: [{ zh: '甲' }, { zh: '乙' }, { zh: '丙' }, { zh: '丁' }], right: 3 })]) {
    const { code: _code, version: _version, own: _own, ...said } = row
    expect(saidOf(formOf(row), row.state as 'in_use')).toEqual(said)
    expect(openIn(formOf(row))).toEqual({})
  }
})

test('every field that is still open is named, and a right choice that is not there', () => {
  expect(Object.keys(openIn(formOf(null)))).toEqual(['question', 'explanation', 'choices.0.zh', 'choices.1.zh', 'choices.2.zh', 'right', 'verified'])
  expect(openIn({ ...formOf(question('Q1')), right: '3' })).toEqual({ right: 'no_choice' })
  const english = formOf(question('Q1'))
  english.choices[3] = { zh: '', en: 'Never' }
  expect(openIn(english)).toEqual({ 'choices.3.zh': 'required' })
})
