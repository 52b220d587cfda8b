/** What a camera page saves: one transaction, in the order the server needs, and nothing that was kept is lost. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { closeDatabase, db, openDatabase } from '../database'
import type { Enterprise, Hazard, Me } from '../lib/wire'
import { newPicture, type Picture } from '../photos/album'
import { GALLERY_JPEG } from '../photos/fixtures'
import { readRecord } from '../sync/records'
import { channelOf, movePlace, saveFixed, saveFound, saveMore } from './actions'
import { fixActFor } from './fixing'
import { propose } from './proposal'
import { useShots } from './shots'

let user = 0
beforeEach(async () => { await openDatabase(`capture-${++user}`) })
afterEach(() => closeDatabase())

const me = (role: Me['roles'][number], enterprise: { id: string; name: string } | null = null): Me => ({
  user: { id: 'u', name: '林晓梅', login: 'lin', locale: 'zh' }, demo: false, roles: [role],
  posts: [{ id: 'p', role, area: enterprise ? null : { id: 'a1', name: '新度镇' }, enterprise }],
})
const fix = { lat: 25.432, lon: 119.0072, accuracy_m: 8, at: 0 }
const picture = (): Picture => newPicture({ bytes: GALLERY_JPEG(), type: 'image/jpeg' }, { taken_at: '2026-11-19T15:20:09+08:00', fix, stamp: null })
const ops = () => db().outbox.orderBy('n').toArray()

describe('more photos of a hazard on the list', () => {
  it.each([['reported', 'before'], ['confirmed', 'before'], ['rectifying', 'site'], ['submitted', 'site']])('are kept, in state %s, as %s, with no act beside them', async (state, role) => {
    await db().drafts.put({ key: 'photos:h1', at: 'x', value: {} })
    await saveMore({ id: 'h1', state: state as Hazard['state'] }, [picture(), picture()], 'photos:h1')
    const kept = await db().captures.toArray()
    expect(kept.map(one => [one.hazard, one.owner_type, one.role, one.state])).toEqual([['h1', 'hazard', role, 'captured'], ['h1', 'hazard', role, 'captured']])
    expect(await ops()).toEqual([])
    expect(await db().drafts.count()).toBe(0)
  })
})

describe('a hazard that was just found', () => {
  it('is saved with its photos and place, and takes its draft with it', async () => {
    await db().drafts.put({ key: 'snap', at: 'x', value: {} })
    const id = await saveFound({ place: { enterprise: 'e1' }, fix, pictures: [picture(), picture()], me: me('grid') }, 'snap')
    const [op, ...more] = await ops()
    expect(more).toEqual([])
    expect(op).toMatchObject({ type: 'hazard', record: id, op: 'create', state: 'waiting', data: { enterprise_id: 'e1', severity: 'general', channel: 'grid_report', lat: 25.432, accuracy_m: 8 } })
    expect(await db().captures.where('hazard').equals(id).count()).toBe(2)
    expect(await db().drafts.count()).toBe(0)
    expect((await readRecord('hazard', id))?.state).toBe('reported')
  })

  it('is where a gallery picture was taken, not where the phone is now', async () => {
    const old = { ...picture(), source: 'gallery' as const, lat: 25.1, lon: 118.9, accuracy_m: 20 }
    await saveFound({ place: { area: 'a1', words: '路边' }, fix, pictures: [old], me: me('township') }, 'snap')
    expect((await ops())[0]?.data).toMatchObject({ enterprise_id: null, area: 'a1', place: '路边', lat: 25.1, channel: 'supervision_check' })
  })

  it('comes by the channel of who found it', () => {
    expect(channelOf(['manager'])).toBe('self_check')
    expect(channelOf(['employee'])).toBe('employee_report')
    expect(channelOf(['admin', 'district'])).toBe('supervision_check')
    expect(channelOf(['expert'])).toBe('expert')
  })
})

describe('a place that was wrong', () => {
  const saved = async (): Promise<Hazard> => {
    const id = await saveFound({ place: { enterprise: 'e1' }, fix, pictures: [picture()], me: me('grid') }, 'snap')
    const row = await readRecord('hazard', id)
    if (!row) throw new Error('not saved')
    return row
  }
  it('is put right in the words that have not left yet', async () => {
    const row = await saved()
    await movePlace(row, { id: 'e2' })
    expect((await ops()).map(op => [op.op, op.data?.['enterprise_id']])).toEqual([['create', 'e2']])
  })
  it('is an ordinary change once they have', async () => {
    const row = await saved()
    await db().outbox.toCollection().modify({ state: 'sent', seq: 1 })
    await movePlace(row, { id: 'e2' })
    expect((await ops())[1]).toMatchObject({ op: 'set', fields: { enterprise_id: { was: 'e1', now: 'e2' } } })
  })
})

describe('a repair', () => {
  it('is handed in with its photos, which go first', async () => {
    await saveFixed({ id: 'h1', version: 5 }, 'submit_rectification', [picture()], '已清走', ['fix:h1'])
    expect(await ops()).toMatchObject([{ op: 'act', action: 'submit_rectification', seen: 5, args: { note: '已清走' }, state: 'held', held_for: 'photos' }])
    expect(await db().captures.toArray()).toMatchObject([{ hazard: 'h1', role: 'after', state: 'captured' }])
  })

  it('is for whom the server says, or for the finder of what it has not seen', () => {
    const rectifying = { state: 'rectifying', severity: 'general', actions: ['submit_rectification'] } as const
    expect(fixActFor(rectifying, me('manager'), false)).toBe('submit_rectification')
    expect(fixActFor({ ...rectifying, actions: [] }, me('manager'), false)).toBeNull()
    const fresh = { state: 'reported', severity: 'general' } as const
    expect(fixActFor(fresh, me('grid'), true)).toBe('fix_on_site')
    expect(fixActFor(fresh, me('employee'), true)).toBeNull()
    expect(fixActFor({ ...fresh, severity: 'major_suspected' }, me('grid'), true)).toBeNull()
    expect(fixActFor(fresh, me('grid'), false)).toBeNull()
  })
})

describe('which enterprise is proposed', () => {
  const place = (id: string): Enterprise => ({ id, version: 1, name: id, area: 'a1', state: 'open' })
  const near = [{ place: place('e1'), metres: 12 }, { place: place('e2'), metres: 230 }]
  it('is the nearest, when it is near', () => {
    expect(propose(near, fix, me('grid'), null)).toMatchObject({ enterprise: { id: 'e1' }, metres: 12, why: 'nearest' })
    expect(propose([{ place: place('e9'), metres: 3000 }], fix, me('grid'), null)).toMatchObject({ enterprise: null, why: 'nowhere' })
    expect(propose([{ place: place('e1'), metres: null }], null, me('grid'), null)).toMatchObject({ enterprise: null, why: 'unknown' })
  })
  it('is one’s own for people of an enterprise, wherever the phone believes to be', () => {
    expect(propose(near, null, me('manager', { id: 'e2', name: 'e2' }), null)).toMatchObject({ enterprise: { id: 'e2' }, why: 'own' })
  })
  it('is what a person chose, and nothing else', () => {
    expect(propose(near, fix, me('grid'), 'e2')).toMatchObject({ enterprise: { id: 'e2' }, why: 'chosen' })
    expect(propose(near, fix, me('grid'), 'none')).toMatchObject({ enterprise: null, why: 'chosen' })
  })
})

describe('photos not saved yet', () => {
  it('are there again after a kill, and gone once they were saved', async () => {
    const scope = effectScope()
    const first = scope.run(() => useShots('snap', () => ({ chosen: null as string | null })))!
    await first.ready
    const shot = picture()
    await first.add(shot)
    await first.keep({ chosen: 'e2' })
    scope.stop()

    const again = effectScope().run(() => useShots('snap', () => ({ chosen: null as string | null })))!
    await again.ready
    expect(again.since.value).not.toBeNull()
    expect(again.extra.value).toEqual({ chosen: 'e2' })
    const pictures = await again.settled()
    expect(pictures.map(p => [p.id, p.bytes])).toEqual([[shot.id, null]])
    const id = await saveFound({ place: { enterprise: 'e2' }, fix, pictures, me: me('grid') }, 'snap')
    expect((await db().renditions.get([shot.id, 'original']))?.bytes.byteLength).toBe(GALLERY_JPEG().byteLength)
    expect(await db().captures.where('hazard').equals(id).count()).toBe(1)
    expect(await db().drafts.count()).toBe(0)
  })

  it('can be taken out, bytes and all', async () => {
    const shots = effectScope().run(() => useShots('snap', () => ({})))!
    await shots.ready
    const [one, two] = [picture(), picture()]
    await shots.add(one)
    await shots.add(two)
    await shots.remove(one.id)
    expect((await shots.settled()).map(p => p.id)).toEqual([two.id])
    expect(await db().renditions.get([one.id, 'original'])).toBeUndefined()
    await shots.clear()
    expect([await db().renditions.count(), await db().drafts.count()]).toEqual([0, 0])
  })
})
