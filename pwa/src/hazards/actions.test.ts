import { afterEach, beforeEach, expect, test } from 'vitest'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import type { Hazard } from '../lib/wire'
import { accept, assign, edit, giveOpinion, judge, perform, signPlan, submitRectification } from './actions'
import { RULES } from './stages'

const hazard: Hazard = { id: 'h1', version: 7, state: 'submitted', severity: 'general', description: '通道堆物', place: null, category: 'fire_exit' }

let user = 0
let name = ''
beforeEach(async () => {
  name = `acts-${user++}`
  await openDatabase(name)
})
afterEach(async () => {
  closeDatabase()
  await wipeDatabase(name)
})

const only = async () => {
  const ops = await db().outbox.toArray()
  expect(ops).toHaveLength(1)
  return ops[0]
}

test('an act is one op that says what the person had seen', async () => {
  await assign(hazard, { responsible: '黄志强', due_date: '2026-12-01' })
  expect(await only()).toMatchObject({ type: 'hazard', record: 'h1', op: 'act', seen: 7, action: 'assign', args: { responsible: '黄志强', due_date: '2026-12-01' }, state: 'waiting' })
})

test('every act of the table can be done', () => {
  expect(Object.keys(perform).sort()).toEqual(Object.keys(RULES).sort())
})

test('nobody signs off what is not stored: the act waits for the after photos', async () => {
  await db().photo.add({ id: 'p1', version: 1, owner_type: 'hazard', owner_id: 'h1', role: 'after', sha256: 'x', stored: false })
  await accept(hazard, { note: '现场查过' })
  expect(await only()).toMatchObject({ action: 'accept', state: 'held', held_for: 'photos' })
})

test('with every after photo stored it goes at once', async () => {
  await db().photo.bulkAdd([
    { id: 'p1', version: 2, owner_type: 'hazard', owner_id: 'h1', role: 'after', sha256: 'x', stored: true },
    { id: 'p2', version: 1, owner_type: 'hazard', owner_id: 'h1', role: 'before', sha256: 'y', stored: false },
  ])
  await accept(hazard, {})
  expect((await only())?.state).toBe('waiting')
})

test('handing in follows photos that are still being made ready, and nothing else', async () => {
  await submitRectification(hazard, { note: '已清走' })
  expect((await only())?.state).toBe('waiting')
})

test('signing a plan keeps the signature and the act together', async () => {
  await signPlan(hazard, { signature: new Uint8Array([1, 2, 3]).buffer })
  const [capture] = await db().captures.toArray()
  expect(capture).toMatchObject({ hazard: 'h1', role: 'signature', state: 'captured' })
  expect(await only()).toMatchObject({ action: 'sign_plan', state: 'held' })
})

test('an expert signs his opinion; the act names the very signature and waits for it', async () => {
  await giveOpinion(hazard, { text: '先停机清灰', severity: 'major', signature: new Uint8Array([1, 2, 3]).buffer })
  const [capture] = await db().captures.toArray()
  expect(capture).toMatchObject({ hazard: 'h1', role: 'signature', state: 'captured' })
  expect(await only()).toMatchObject({ action: 'give_opinion', state: 'held', args: { text: '先停机清灰', severity: 'major', photo: capture?.id } })
})

test('an edit sends only what changed, each with what stood there', async () => {
  await edit(hazard, { description: '通道堆物，两处', place: '二车间', category: 'fire_exit' })
  expect(await only()).toMatchObject({ op: 'set', seen: 7, fields: { description: { was: '通道堆物', now: '通道堆物，两处' }, place: { was: null, now: '二车间' } } })
  expect(Object.keys((await only())?.fields ?? {})).toEqual(['description', 'place'])
})

test('an edit that changes nothing sends nothing', async () => {
  await edit(hazard, { description: '通道堆物 ', place: '', disposal: null })
  await edit({ ...hazard, description: '', place: '' }, { description: '', place: '  ', category: 'fire_exit' })
  expect(await db().outbox.count()).toBe(0)
})

test('a suspicion travels with the criterion it points at', async () => {
  await judge(hazard, 'major_suspected', 'MEM10-11-10')
  expect((await only())?.fields).toEqual({ severity: { was: 'general', now: 'major_suspected' }, criterion: { was: null, now: 'MEM10-11-10' } })
})
