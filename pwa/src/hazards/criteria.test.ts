import { expect, test } from 'vitest'

import type { Checklist } from '../lib/wire'
import { criteriaOf, findCriteria } from './criteria'

const list = (code: string, state: string): Checklist => ({
  id: code, version: 1, code, title: '判定', title_en: 'Criteria', state,
  sections: [{ title: '管理类', title_en: 'Management', items: [{ code: `${code}-1`, question: '是否统一协调管理？', question_en: 'Coordinated?', verified: 'yes' }, { code: `${code}-2`, question: '是否持证？' }] }],
})

test('a criterion is told in the language of the screen, and in Chinese where there is nothing else', () => {
  const [first, second] = criteriaOf([list('mh10', 'in_use')], 'en')
  expect([first?.question, first?.section, first?.checklist]).toEqual(['Coordinated?', 'Management', 'Criteria'])
  expect(second?.question).toBe('是否持证？')
  expect(criteriaOf([list('mh10', 'in_use')], 'zh')[0]?.section).toBe('管理类')
  expect(findCriteria(criteriaOf([list('mh10', 'in_use')], 'en'), 'management')).toHaveLength(2)
})

test('a checklist out of use offers nothing, and what was pointed at before is still known', () => {
  const all = criteriaOf([list('mh10', 'in_use'), list('own', 'retired')], 'zh')
  expect(all.filter(one => one.offered).map(one => one.code)).toEqual(['mh10-1', 'mh10-2'])
  expect(all.find(one => one.code === 'own-1')?.question).toBe('是否统一协调管理？')
})
