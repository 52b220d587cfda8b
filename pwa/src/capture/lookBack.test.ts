/** 回头看 on the phone: what is answered without a signal shows at once, goes in the right order, and is never half of it. */
import { afterEach, beforeEach, expect, it } from 'vitest'

import { closeDatabase, db, openDatabase } from '../database'
import { seenOf, readLookBack } from '../hazards/lookBack'
import type { Hazard, Me, Plan } from '../lib/wire'
import { newPicture, type Picture } from '../photos/album'
import { GALLERY_JPEG } from '../photos/fixtures'
import { keptInWords } from '../plans/actions'
import { readNeeds } from '../plans/needs'
import { release } from '../sync/held'
import { create } from '../sync/outbox'
import { readRecord } from '../sync/records'
import { saveFound, saveKept } from './actions'

let user = 0
const plan: Plan = { id: 'p1', version: 3, enterprise_id: 'e1', due_date: '2026-12-05', way: 'look_back', state: 'open', hazards: ['h1', 'h2'], inspectors: [{ id: 'u', name: '林' }], actions: ['cancel', 'look'] }
const closed = (id: string, more: Partial<Hazard> = {}): Hazard => ({ id, version: 9, state: 'closed', severity: 'general', enterprise_id: 'e1', description: '通道堆料', category: 'fire_exit', place: '一楼', ...more })
const me: Me = { user: { id: 'u', name: '林', login: 'lin', locale: 'zh' }, demo: false, roles: ['township'], posts: [] }
const picture = (): Picture => newPicture({ bytes: GALLERY_JPEG(), type: 'image/jpeg' }, { taken_at: '2026-12-03T15:20:09+08:00', fix: null, stamp: null })
const ops = () => db().outbox.orderBy('n').toArray()

beforeEach(async () => {
  await openDatabase(`look-back-${++user}`)
  await db().plan.add(plan)
  await db().hazard.bulkAdd([closed('h1'), closed('h2', { severity: 'major', criterion: 'G05-1' })])
})
afterEach(() => closeDatabase())

it('kept: its photo hangs on the closed hazard, and the act that names it goes behind it', async () => {
  const shot = picture()
  await saveKept(plan, 'h1', [shot], '没有再堆', 'kept:p1:h1')
  expect(await db().captures.toArray()).toMatchObject([{ id: shot.id, hazard: 'h1', owner_type: 'hazard', role: 'site' }])
  const [op] = await ops()
  expect(op).toMatchObject({ type: 'plan', record: 'p1', seen: 3, action: 'look', state: 'held', args: { hazard: 'h1', outcome: 'kept', note: '没有再堆', photos: [shot.id] } })
  expect(await release(), 'the photo is still being made small').toBe(0)
  await db().captures.update(shot.id, { state: 'ready', sha256: 'a'.repeat(64) } as never)
  await create('photo', shot.id, { owner_type: 'hazard', owner_id: 'h1', role: 'site' })
  expect(await release()).toBe(1)
  expect((await ops()).map(one => [one.type, one.op])).toEqual([['photo', 'create'], ['plan', 'act']])
})

it('came back: a new hazard with the words of the old one, which stays closed, and one word on the plan', async () => {
  const of = await readRecord('hazard', 'h2')
  const id = await saveFound({ place: { enterprise: 'e1' }, fix: null, pictures: [picture()], me, again: { of: of!, plan } }, 'snap:again:h2')
  const [made, said, ...more] = await ops()
  expect(more).toEqual([])
  expect(made).toMatchObject({ type: 'hazard', record: id, op: 'create', data: { recurs_of: 'h2', description: '通道堆料', place: '一楼', severity: 'major_suspected', criterion: 'G05-1' } })
  expect(said).toMatchObject({ type: 'plan', action: 'look', args: { hazard: 'h2', outcome: 'recurred', found: id }, state: 'waiting' })
  expect((await readRecord('hazard', 'h2'))?.state).toBe('closed')
})

it('the plan is done on the phone when all were seen, and the hazard tells what came out', async () => {
  expect((await readLookBack(closed('h1'))).open?.due_date).toBe('2026-12-05')
  await keptInWords(plan, 'h1', '没有再堆，里面不让拍')
  expect((await readRecord('plan', 'p1'))?.state).toBe('open')
  expect(await readLookBack(closed('h1'))).toMatchObject({ open: null, seen: { outcome: 'kept' } })
  const again = await saveFound({ place: { enterprise: 'e1' }, fix: null, pictures: [picture()], me, again: { of: closed('h2'), plan } }, 'x')
  expect((await readRecord('plan', 'p1'))?.state).toBe('done')
  await db().hazard.add({ ...closed(again), state: 'reported', recurs_of: 'h2' })
  expect((await readLookBack(closed('h2'))).again.map(one => one.id)).toEqual([again])
  expect((await readLookBack(closed(again, { recurs_of: 'h2' }))).before?.id).toBe('h2')
})

it('what lies at no enterprise is looked at again in its area, and comes back there', async () => {
  await db().area.add({ id: 'a1', version: 1, code: '350304103001', name: '第一网格', parent: null, level: 'grid' })
  const { enterprise_id: _, ...cover } = closed('h3', { area: 'a1', lat: 25.4, lon: 119 })
  const { enterprise_id: __, ...visit } = { ...plan, id: 'p2', area_id: 'a1', hazards: ['h3'] }
  await db().hazard.add(cover)
  await db().plan.add(visit)
  const { needs } = await readNeeds(visit)
  expect(needs.map(one => one.what)).not.toContain('hazards')
  expect(needs.map(one => one.what)).not.toContain('enterprise')
  expect((await readLookBack(cover)).open?.id).toBe('p2')
  const again = await saveFound({ place: { area: 'a1', words: '路口' }, fix: null, pictures: [picture()], me, again: { of: cover, plan: visit } }, 'x')
  expect((await ops())[0]).toMatchObject({ record: again, data: { enterprise_id: null, area: 'a1', recurs_of: 'h3' } })
  const seen = await readLookBack(cover)
  expect([seen.open, seen.seen?.outcome, seen.again.map(one => one.id)]).toEqual([null, 'recurred', [again]])
})

it('of two who looked, the one who saw it again is believed, whoever came first', () => {
  const kept = { hazard: 'h1', outcome: 'kept' as const }
  const back = { hazard: 'h1', outcome: 'recurred' as const }
  expect([seenOf([kept, back], 'h1')?.outcome, seenOf([back, kept], 'h1')?.outcome, seenOf([back], 'h2')]).toEqual(['recurred', 'recurred', null])
})
