import { expect, test } from 'vitest'

import { setLocale } from '../lib/i18n'
import { fieldWords, troublesOf, troubleText } from './troubles'

const refused = (errors: Record<string, unknown>) => ({ code: 'invalid', detail: 'x', status: 422, errors })

test('what is wrong is found wherever it lies in the form', () => {
  expect(troublesOf(refused({ uscc: ['uscc_check'], principal: { name: ['required'] }, traits: { dust_headcount: ['not_a_count'] }, posts: { 0: { role: ['unfit', 'wrong'] } } })))
    .toEqual({ 'uscc': 'uscc_check', 'principal.name': 'required', 'traits.dust_headcount': 'not_a_count', 'posts.0.role': 'unfit' })
  expect(troublesOf('offline')).toEqual({})
})

test('every trouble is said in the language of the screen, an unknown one too', () => {
  setLocale('zh')
  expect(fieldWords(refused({ code: ['code_taken'] }))).toEqual({ code: '这个代码已有区域在用' })
  expect(troubleText('Longer than maximum length 100.')).toBe('太长了，请写短一些')
  expect(troubleText('before starts_on')).toBe('结束日期不能早于开始日期')
  expect(troubleText('something new')).toBe('这一项填得不对，请再看一下')
  setLocale('en')
  expect(troubleText('uscc_taken')).toBe('Another enterprise has this credit code already')
  setLocale('zh')
})
