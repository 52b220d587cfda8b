/** What a section shows, and what of it may be passed in one go. */
import { expect, test } from 'vitest'

import type { Result } from '../lib/wire'
import { bySection, mayPassTogether } from './quickList'
import { asked } from './walkthrough'

const item = (code: string, more: object = {}) => ({ code, question: code, ...more })
const SECTIONS = [
  { title: '现场', items: [item('S1'), item('S2'), item('S3', { severity: 'major_suspected' }), item('S4', { kind: 'number' }), item('S5', { evidence: [{ kind: 'photo', when: 'always' }] }), item('S6', { evidence: [{ kind: 'photo', when: 'fail' }] })] },
  { title: '资料', items: [item('D1')] },
]
const answers = new Map<string, { result: Result | null }>([['S1', { result: 'fail' }], ['D1', { result: null }]])

test('an answer that was taken back counts as open', () => {
  const groups = bySection(asked(SECTIONS, { sector: null, traits: {} }), answers)
  expect(groups.map(group => [group.section.title, group.done, group.items.length])).toEqual([['现场', 1, 6], ['资料', 0, 1]])
})

test('passed together is only what is open, no criterion, and wants neither a value nor a proof', () => {
  const groups = bySection(asked(SECTIONS, { sector: null, traits: {} }), answers)
  expect(groups.map(group => mayPassTogether(group, answers).map(one => one.item.code))).toEqual([['S2', 'S6'], ['D1']])
})
