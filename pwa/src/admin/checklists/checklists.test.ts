import { expect, test } from 'vitest'

import { type ChecklistRow, foundIn, itemCount, surenessCounts, surenessOf } from './checklists'

const LIST: ChecklistRow = {
  id: 'c', version: 1, code: 'mh10', title: '判定', title_en: null, note: null, state: 'in_use', sectors: null, traits: null, sections: [
    { title: '管理类', items: [{ code: 'A1', severity: 'general', kind: 'yes_no', question: '持证上岗', verified: 'text_seen' }, { code: 'A2', severity: 'general', kind: 'yes_no', question: '承包管理', verified: 'memory' }] },
    { title: '粉尘', items: [{ code: 'B1', severity: 'general', kind: 'yes_no', question: '除尘系统', question_en: 'Dust removal', verified: 'partly_seen' }, { code: 'B2', severity: 'general', kind: 'yes_no', question: '自己的一项' }] },
  ],
}

test('only a text that was compared with the original counts as checked', () => {
  expect(surenessCounts(LIST)).toEqual({ checked: 1, partly: 1, unchecked: 1 })
  expect(itemCount(LIST)).toBe(4)
  expect(surenessOf({ verified: 'a word of tomorrow' })).toBe('unchecked')
  expect(surenessOf({})).toBeNull()
})

test('questions are found by words of either language and by how sure they are', () => {
  expect(foundIn(LIST, 'dust', null).map((section) => section.items.map((item) => item.code))).toEqual([['B1']])
  expect(foundIn(LIST, '', 'unchecked').flatMap((section) => section.items).map((item) => item.code)).toEqual(['A2'])
  expect(foundIn(LIST, 'nothing', null)).toEqual([])
})
