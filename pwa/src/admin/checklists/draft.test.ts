/** A checklist while it is written: moving, naming, what travels, what changes with an edition, and undoing. */
import { expect, test } from 'vitest'

import { contentOf, doubled, moveItem, moveSection, nextCode, oneStep, placeOf, sentOf } from './draft'
import { differenceOf } from './editions'
import { placed } from './faults'
import { begun, noted, redone, undone } from './history'

const item = (code: string, more: object = {}) => ({ code, question: `问 ${code}`, kind: 'yes_no', severity: 'general', ...more })
const TOLD = {
  title: '我们的表', title_en: null, sectors: ['textile'], traits: null,
  sections: [
    { title: '甲', items: [item('A1'), item('A2', { shown_if: { answers: [{ item: 'A1', is: ['fail'] }] } })] },
    { title: '乙', items: [item('B1', { certificates: [], limits: { min: 0 }, help: '' })], shown_if: { sectors: ['textile'] } },
  ],
}
const codes = (content: ReturnType<typeof contentOf>) => content.sections.map((section) => section.items.map((one) => one.code))

test('what is not touched travels as it came, and says no more than it says', () => {
  const { title, sections } = sentOf(contentOf(TOLD))
  expect(title).toBe('我们的表')
  expect(sections).toEqual([TOLD.sections[0], { ...TOLD.sections[1], items: [item('B1', { certificates: [], limits: { min: 0 } })] }])
})

test('a rule follows the item it names when that gets another code, and keeps the name of one that is gone', () => {
  const content = contentOf(TOLD)
  const [a1] = content.sections[0]?.items ?? []
  if (a1) a1.code = 'Z9'
  expect(JSON.stringify(sentOf(content))).toContain('{"item":"Z9","is":["fail"]}')
  content.sections[0]?.items.shift()
  expect(JSON.stringify(sentOf(content))).toContain('{"item":"A1","is":["fail"]}')
})

test('an item steps through its section, over the edge into the next, and stops at the ends', () => {
  const content = contentOf(TOLD)
  const step = (code: string, by: -1 | 1) => {
    const at = placeOf(content.sections, content.sections.flatMap((one) => one.items).find((one) => one.code === code)?.key ?? '')
    const to = at && oneStep(content.sections, at, by)
    if (at && to) moveItem(content.sections, at, to)
    return codes(content)
  }
  expect(step('A1', 1)).toEqual([['A2', 'A1'], ['B1']])
  expect(step('A1', 1)).toEqual([['A2'], ['A1', 'B1']])
  expect(step('B1', 1)).toEqual([['A2'], ['A1', 'B1']])
  expect(step('A1', -1)).toEqual([['A2', 'A1'], ['B1']])
  expect(step('A2', -1)).toEqual([['A2', 'A1'], ['B1']])
  moveSection(content.sections, 1, 0)
  expect(codes(content)).toEqual([['B1'], ['A2', 'A1']])
})

test('a new code goes on where the last one stopped', () => {
  const content = contentOf(TOLD)
  expect([nextCode(content, 'A1'), nextCode(content, 'G-009'), nextCode(content, ''), nextCode(content, 'B')]).toEqual(['A3', 'G-010', '1', 'B2'])
  const first = content.sections[0]?.items[0]
  expect(first && doubled(content, first)).toMatchObject({ code: 'A3', question: '问 A1' })
})

test('two editions differ by what was added, dropped and changed', () => {
  const content = contentOf(TOLD)
  expect(differenceOf(TOLD, sentOf(content))).toEqual({ added: [], dropped: [], changed: [], frame: false })
  const [a, b] = content.sections
  if (a?.items[0] && b?.items[0]) {
    a.items[0].question = '改过'
    b.items[0].code = 'B2'
  }
  const difference = differenceOf(TOLD, sentOf(content))
  expect(difference.added.map((one) => one.code)).toEqual(['B2'])
  expect(difference.dropped.map((one) => one.code)).toEqual(['B1'])
  expect(difference.changed).toEqual([{ code: 'A1', question: '改过', fields: ['question'] }])
  moveSection(content.sections, 1, 0)
  expect(differenceOf(TOLD, sentOf(content)).frame).toBe(true)
})

test('a fault stays with its item when that is moved', () => {
  const content = contentOf(TOLD)
  const words = { zh: '圈', en: 'circle' }
  const [found, whole] = placed([{ where: 'sections[0].items[1].shown_if.answers[0]', kind: 'circle', words }, { where: 'title', kind: 'title_missing', words }], content.sections)
  expect(found).toMatchObject({ inItem: content.sections[0]?.items[1]?.key, part: 'shown_if.answers[0]' })
  expect(whole).toMatchObject({ inItem: null, inSection: null, part: 'title' })
})

test('nothing that was undone is lost until something else is written', () => {
  const written = ['一', '一二', '一二三'].reduce(noted, begun(''))
  const back = undone(undone(written))
  expect(back.now).toBe('一')
  expect(redone(redone(redone(back))).now).toBe('一二三')
  expect(redone(noted(back, '别的')).now).toBe('别的')
  expect(undone(undone(undone(undone(written)))).now).toBe('')
})
