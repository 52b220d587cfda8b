import { expect, test } from 'vitest'

import { type Act, buttons, leadsTo, needed, RULES, type State, step } from './stages'
import { whyNot } from './why'

const STATES: readonly State[] = ['reported', 'confirmed', 'rectifying', 'submitted', 'closed', 'rejected', 'merged', 'transferred']

/** The table of the life of a hazard, as people read it: from where to where. */
const LIFE: readonly [Act, readonly State[], (from: State) => State][] = [
  ['confirm', ['reported'], () => 'confirmed'],
  ['reject', ['reported'], () => 'rejected'],
  ['merge', ['reported', 'confirmed'], () => 'merged'],
  ['transfer', ['reported', 'confirmed', 'rectifying'], () => 'transferred'],
  ['return', ['transferred'], () => 'confirmed'],
  ['assign', ['confirmed', 'rectifying'], () => 'rectifying'],
  ['sign_plan', ['rectifying'], () => 'rectifying'],
  ['fix_on_site', ['reported', 'confirmed'], () => 'submitted'],
  ['submit_rectification', ['rectifying'], () => 'submitted'],
  ['accept', ['submitted'], () => 'closed'],
  ['send_back', ['submitted'], () => 'rectifying'],
  ['request_extension', ['rectifying'], () => 'rectifying'],
  ['decide_extension', ['rectifying'], () => 'rectifying'],
  ['list', ['rectifying', 'submitted'], from => from],
  ['delist', ['rectifying', 'submitted'], from => from],
  ['stop_use', ['reported', 'confirmed', 'rectifying', 'submitted', 'transferred'], from => from],
  ['resume', ['reported', 'confirmed', 'rectifying', 'submitted', 'transferred', 'closed'], from => from],
  ['invite_expert', ['reported', 'confirmed', 'rectifying', 'submitted', 'transferred'], from => from],
  ['give_opinion', ['reported', 'confirmed', 'rectifying', 'submitted', 'transferred'], from => from],
  ['reopen', ['closed', 'rejected', 'merged'], from => from === 'closed' ? 'rectifying' : 'reported'],
]

test.each(LIFE)('%s starts and ends where the life of a hazard says', (act, from, to) => {
  for (const state of STATES) expect(leadsTo(act, { state, severity: 'general' }), state).toBe(from.includes(state) ? to(state) : null)
})

test('every act is in the table', () => {
  expect(LIFE.map(([act]) => act).sort()).toEqual(Object.keys(RULES).sort())
})

test('a major hazard is not assigned before all five and an interim control are there', () => {
  const about = (severity: 'general' | 'major_suspected' | 'major') => needed('assign', { state: 'confirmed', severity }).sort()
  expect(about('general')).toEqual(['due_date', 'responsible'])
  expect(about('major_suspected')).toEqual(['due_date', 'interim_controls', 'responsible'])
  expect(about('major')).toEqual(['contingency_plan', 'due_date', 'funds_fen', 'interim_controls', 'measures', 'responsible'])
})

test('closing a major hazard asks for its cause; what was fixed on the spot is sent back to somebody named', () => {
  expect(needed('accept', { state: 'submitted', severity: 'general' })).toEqual([])
  expect(needed('accept', { state: 'submitted', severity: 'major' }).sort()).toEqual(['cause', 'note'])
  expect(needed('send_back', { state: 'submitted', severity: 'general' })).toContain('responsible')
  expect(needed('send_back', { state: 'submitted', severity: 'general', responsible: '吴建平' })).not.toContain('responsible')
})

test('one filled button, one beside it, the rare ones behind more', () => {
  expect(buttons(['stop_use', 'send_back', 'accept', 'delist'], { state: 'submitted' })).toEqual({ main: 'accept', beside: 'send_back', menu: ['delist', 'stop_use'] })
  expect(buttons(['confirm', 'reject', 'merge', 'fix_on_site'], { state: 'reported' })).toEqual({ main: 'confirm', beside: 'reject', menu: ['fix_on_site', 'merge'] })
  expect(buttons(['fix_on_site'], { state: 'reported' })).toEqual({ main: 'fix_on_site', beside: null, menu: [] })
  expect(buttons(['assign', 'transfer'], { state: 'rectifying' })).toEqual({ main: null, beside: null, menu: ['assign', 'transfer'] })
  expect(buttons(['assign', 'transfer'], { state: 'rectifying', plan_incomplete: true }).main).toBe('assign')
  expect(buttons(['accept'], { state: 'closed' })).toEqual({ main: null, beside: null, menu: [] })
  expect(buttons(['an_act_of_next_year'], { state: 'reported' }).menu).toEqual([])
})

test('the way has five steps, and all are behind a closed one', () => {
  expect(STATES.map(step)).toEqual([1, 2, 2, 3, 5, 1, 1, 2])
})

test('whoever may not act is told who does', () => {
  const about = { state: 'submitted' as State, severity: 'general' as const, submitted_by: { id: 'huang', name: '黄志强' } }
  expect(whyNot(about, { id: 'huang', offices: false })).toEqual({ key: 'own_repair' })
  expect(whyNot(about, { id: 'li', offices: false })).toEqual({ key: 'await_review', with: { who: '黄志强' } })
  expect(whyNot({ ...about, accepted_by: { id: 'chen', name: '陈建国' } }, { id: 'chen', offices: true }).key).toBe('second_person')
  expect(whyNot({ ...about, listed: { level: 'district' } }, { id: 'chen', offices: true }).key).toBe('listed')
  expect(whyNot({ state: 'rectifying', severity: 'general', responsible: '吴建平' }, { id: 'chen', offices: true })).toEqual({ key: 'await_repair', with: { who: '吴建平' } })
  for (const state of STATES) expect(whyNot({ state, severity: 'general' }, { id: 'x', offices: false }).key).not.toBe('')
})

test('a plan that is signed asks its principal for the repair, not for another signature', () => {
  const may = ['sign_plan', 'submit_rectification', 'request_extension']
  expect(buttons(may, { state: 'rectifying' }).main).toBe('sign_plan')
  expect(buttons(may, { state: 'rectifying', plan_signed: { by: { id: 'u', name: '陈立松' } } })).toEqual({ main: 'submit_rectification', beside: 'request_extension', menu: ['sign_plan'] })
})
