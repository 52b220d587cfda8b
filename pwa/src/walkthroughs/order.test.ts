/** The paper to show says what the phone knows, and leaves room where it knows nothing. */
import { expect, test } from 'vitest'

import type { Hazard } from '../lib/wire'
import { holds, linesOf } from './order'

const words = { of: (name: string) => `<${name}>`, day: (day: string) => `${day} 前`, time: (iso: string) => iso.slice(0, 10) }
const hazard = (more: Partial<Hazard> & { events?: readonly object[] } = {}): Hazard => {
  const { events = [], ...rest } = more
  return { id: 'h', version: 1, state: 'reported', severity: 'general', history: JSON.stringify(events), ...rest } as unknown as Hazard
}

test('a notice has all its lines on the spot, empty for a hand where nobody decided yet', () => {
  const lines = linesOf('notice', hazard({ place: '二楼楼梯口', category: 'fire_exit' }), '安全出口要畅通', words)
  expect(lines.map(([name]) => name)).toEqual(['place', 'category', 'disposal', 'basis', 'measures', 'due', 'responsible', 'follows'])
  expect(Object.fromEntries(lines)).toMatchObject({ place: '二楼楼梯口', category: '<category_fire_exit>', basis: '安全出口要畅通', measures: '', due: '', responsible: '' })
})

test('it says by when, who, and who follows it, once that was decided', () => {
  const told = Object.fromEntries(linesOf('notice', hazard({ due_date: '2026-12-05', responsible: '陈立松', interim_controls: '先拉警戒线', events: [{ action: 'assign', by: { name: '林静' }, at: '2026-11-20T08:00:00+08:00' }] }), '', words))
  expect(told).toMatchObject({ due: '2026-12-05 前', responsible: '陈立松', controls: '先拉警戒线', follows: '林静' })
})

test('a review tells the last word on it, and what was done before it', () => {
  const events = [
    { action: 'submit_rectification', by: { name: '陈立松' }, at: '2026-11-21T08:00:00+08:00', args: { note: '已搬走' } },
    { action: 'send_back', by: { name: '林静' }, at: '2026-11-22T08:00:00+08:00', args: { note: '还剩两托' } },
    { action: 'submit_rectification', by: { name: '陈立松' }, at: '2026-11-23T08:00:00+08:00', args: { note: '全部搬走' } },
  ]
  expect(Object.fromEntries(linesOf('review', hazard({ events }), '', words))).toMatchObject({ done: '全部搬走\n陈立松 · 2026-11-23', opinion: '<sent_back>\n还剩两托\n林静 · 2026-11-22' })
  const closed = hazard({ state: 'closed', events: [...events, { action: 'accept', by: { name: '林静' }, at: '2026-11-24T08:00:00+08:00' }] })
  expect(Object.fromEntries(linesOf('review', closed, '', words))['opinion']).toBe('<accepted>\n林静 · 2026-11-24')
  expect(Object.fromEntries(linesOf('review', hazard(), '', words))['opinion']).toBe('')
})

test('what was found to be none, or to be another one, is not ordered', () => {
  expect([...['reported', 'closed', 'rejected', 'merged'] as const].filter(state => holds({ state }))).toEqual(['reported', 'closed'])
})
