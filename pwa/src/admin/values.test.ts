import { expect, test } from 'vitest'

import { setLocale } from '../lib/i18n'
import type { Taxonomy } from './enterprises'
import { valueText } from './values'

const WORDS: Taxonomy = {
  sectors: [{ code: 'textile', zh: '纺织', en: 'Textile' }], risk_grades: [], states: [{ code: 'open', zh: '正常经营', en: 'Working' }], categories: [], channels: [], dispositions: [], levels: [], certificate_kinds: [], document_kinds: [], severities: [],
  traits: [{ code: 'dust_explosion', zh: '粉尘涉爆', en: 'Combustible dust', kind: 'yes_no' }, { code: 'dust_kind', zh: '粉尘种类', en: 'Kind of dust', kind: 'choice', options: [{ code: 'wood', zh: '木', en: 'Wood' }] }],
}
const AREAS = [{ id: 'a', version: 1, code: '1', name: '新度镇', parent: null, level: 'town' as const, valid: true }]

test('a preview speaks words, not codes', () => {
  setLocale('zh')
  expect(valueText('sector', 'textile', AREAS, WORDS)).toBe('纺织')
  expect(valueText('area', 'a', AREAS, WORDS)).toBe('新度镇')
  expect(valueText('principal', { name: '陈立松', phone: '139' }, AREAS, WORDS)).toBe('陈立松 139')
  expect(valueText('traits', { dust_explosion: true, dust_kind: 'wood' }, AREAS, WORDS)).toBe('粉尘涉爆 是、粉尘种类 木')
  expect([valueText('address', null, AREAS, WORDS), valueText('staff_count', 0, AREAS, WORDS)]).toEqual(['', '0'])
  setLocale('en')
  expect(valueText('traits', { dust_explosion: false }, AREAS, WORDS)).toBe('Combustible dust No')
  setLocale('zh')
})
