/** What a person sees while the server has not answered. */
import { describe, expect, test } from 'vitest'

import type { OutboxOp } from '../database'
import type { Hazard } from '../lib/wire'
import { overlay } from './view'

let n = 0
const op = (part: Partial<OutboxOp>): OutboxOp => ({ n: ++n, id: `op-${n}`, type: 'hazard', record: 'h1', op: 'set', at: '2026-11-22T10:00:00+08:00', seen: 1, state: 'waiting', ...part })
const row = (part: Partial<Hazard> = {}): Hazard => ({ id: 'h1', version: 4, severity: 'general', state: 'rectifying', ...part })

test('with nothing waiting it is what the server said', () => {
  expect(overlay(row(), [])).toEqual({ ...row(), $local: { waiting: 0, attention: 0, creating: false } })
  expect(overlay(undefined, [])).toBeUndefined()
})

test('the row itself is never touched', () => {
  const server = Object.freeze(row())
  expect(overlay(server, [op({ fields: { place: { was: null, now: '门口' } } })])?.place).toBe('门口')
  expect(server.place).toBeUndefined()
})

test('changes are replayed oldest first, over what is newest from the server', () => {
  const seen = overlay(row({ description: '别人改的' }), [
    op({ fields: { place: { was: null, now: '一' } } }),
    op({ fields: { place: { was: '一', now: '二' } } }),
  ])
  expect(seen).toMatchObject({ place: '二', description: '别人改的', version: 4, $local: { waiting: 2 } })
})

describe('a step that waits moves the record as the life of a hazard says', () => {
  test.each([
    ['confirm', {}, row({ state: 'reported' }), { state: 'confirmed' }],
    ['reject', { reason: '不是隐患' }, row({ state: 'reported' }), { state: 'rejected' }],
    ['assign', { responsible: '黄志强', due_date: '2026-12-01' }, row({ state: 'confirmed' }), { state: 'rectifying', responsible: '黄志强', due_date: '2026-12-01' }],
    ['submit_rectification', {}, row(), { state: 'submitted' }],
    ['add_document', { kind: 'other', number: '2号' }, row({ documents: [{ kind: 'other', number: '1号', by: { id: 'u', name: '方敏' }, at: '' }] }), { documents: [{ number: '1号' }, { number: '2号' }] }],
    ['remove_document', { kind: 'other', number: '1号', reason: '写错' }, row({ documents: [{ kind: 'other', number: '1号', by: { id: 'u', name: '方敏' }, at: '' }] }), { documents: [] }],
    ['fix_on_site', {}, row({ state: 'reported' }), { state: 'submitted' }],
    ['accept', {}, row({ state: 'submitted' }), { state: 'closed' }],
    ['accept', {}, row({ state: 'submitted', severity: 'major' }), { state: 'submitted' }],
    ['accept', {}, row({ state: 'submitted', severity: 'major', accepted_by: { id: 'u', name: '方敏' } }), { state: 'closed' }],
    ['send_back', { due_date: '2026-12-09' }, row({ state: 'submitted' }), { state: 'rectifying', due_date: '2026-12-09' }],
    ['merge', { into: 'h2' }, row({ state: 'reported' }), { state: 'merged', merged_into: 'h2' }],
    ['decide_extension', { granted: false, due_date: '2026-12-31' }, row({ due_date: '2026-12-01' }), { due_date: '2026-12-01', extension: null }],
    ['reopen', { due_date: '2026-12-31' }, row({ state: 'closed' }), { state: 'rectifying', due_date: '2026-12-31' }],
    ['reopen', {}, row({ state: 'rejected' }), { state: 'reported' }],
  ] as const)('%s', (action, args, before, after) => {
    expect(overlay(before, [op({ op: 'act', action, args })])).toMatchObject(after)
  })

  test('an act of a newer version of the app changes nothing that can be seen', () => {
    expect(overlay(row(), [op({ op: 'act', action: 'inspect_by_drone', args: {} })])).toMatchObject({ state: 'rectifying', $local: { waiting: 1 } })
  })
})

test('offered acts: none after a step that moved the state, else without the one used', () => {
  const actions = ['submit_rectification', 'request_extension']
  expect(overlay(row({ actions }), [op({ op: 'act', action: 'submit_rectification', args: {} })])?.actions).toEqual([])
  expect(overlay(row({ actions }), [op({ op: 'act', action: 'request_extension', args: {} })])?.actions).toEqual(['submit_rectification'])
})

test('an answered op whose effect has not come yet shows, and is not counted as waiting', () => {
  expect(overlay(row(), [op({ state: 'sent', answered_at: '2026-11-22T10:01:00+08:00', fields: { place: { was: null, now: '门口' } } })]))
    .toMatchObject({ place: '门口', $local: { waiting: 0 } })
})

test('a hazard made here begins as reported; deleting takes it out of sight', () => {
  const made = op({ op: 'create', data: { description: '堵住的门', severity: 'general' }, seen: 0 })
  expect(overlay<Hazard>(undefined, [made])).toMatchObject({ id: 'h1', version: 0, state: 'reported', $local: { creating: true, waiting: 1 } })
  expect(overlay<Hazard>(undefined, [made, op({ op: 'delete' })])).toBeUndefined()
  expect(overlay<Hazard>(undefined, [op({ fields: { place: { was: null, now: 'x' } } })])).toBeUndefined()
})
