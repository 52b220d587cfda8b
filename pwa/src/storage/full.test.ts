/** A phone that fills up at any instant keeps what it had, whole, and says so; and room is made of nothing but what is safe. */
import type { DBCore } from 'dexie'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { saveFixed, saveFound, saveMore } from '../capture/actions'
import { closeDatabase, db, openDatabase } from '../database'
import { comment, edit } from '../hazards/actions'
import type { Hazard, Me } from '../lib/wire'
import { keepBytes, type Picture } from '../photos/album'
import { GALLERY_JPEG } from '../photos/fixtures'
import { prepareAll } from '../photos/work'
import { newId } from '../sync/outbox'
import { goesOn, isFull, NoRoom, readFull, tellFull, useFull, useRefused } from './full'

/** Writes that still find room; null: there is room enough. */
let room: number | null = null
let user = 0

beforeEach(async () => {
  room = null
  const base = await openDatabase(`full-${++user}`)
  base.close()
  base.use({
    stack: 'dbcore', name: 'small phone',
    create: (core): DBCore => ({
      ...core,
      table: (name) => {
        const table = core.table(name)
        return {
          ...table,
          mutate: async (request) => {
            const grows = request.type === 'put' || request.type === 'add'
            if (grows && room !== null && --room < 0) throw new DOMException('full', 'QuotaExceededError')
            return table.mutate(request)
          },
        }
      },
    }),
  })
  await base.open()
})
afterEach(() => { closeDatabase() })

const me: Me = {
  user: { id: 'u', name: '林晓梅', login: 'lin', locale: 'zh' }, demo: false, roles: ['grid'],
  posts: [{ id: 'p', role: 'grid', area: { id: 'a1', name: '新度镇' }, enterprise: null }],
}
const picture = (): Picture => ({
  id: newId(), type: 'image/jpeg', source: 'camera', taken_at: '2026-11-19T15:20:09+08:00', lat: null, lon: null, accuracy_m: null, stamp: null, bytes: GALLERY_JPEG(),
})
const hazard = { id: 'h1', version: 5, state: 'rectifying', severity: 'general', description: '旧' } as Hazard

/** All that a person could lose, as it stands. */
async function everything(): Promise<unknown> {
  const base = db()
  return Promise.all([base.outbox, base.captures, base.renditions, base.drafts].map(async (table) => (await table.toArray() as unknown[]).map((row) => JSON.stringify(row)).sort()))
}

async function had(): Promise<void> {
  await saveFound({ place: { enterprise: 'e0' }, fix: null, pictures: [picture()], me }, 'none')
  await db().drafts.bulkPut([{ key: 'snap', at: 'x', value: { pictures: [] } }, { key: 'fix:h1', at: 'x', value: {} }])
}

const savings: Readonly<Record<string, () => Promise<unknown>>> = {
  'a hazard with two photos': () => saveFound({ place: { enterprise: 'e1' }, fix: null, pictures: [picture(), picture()], me }, 'snap'),
  'a repair with its photo': () => saveFixed(hazard, 'submit_rectification', [picture()], '已清走', ['fix:h1']),
  'more photos': () => saveMore(hazard, [picture()], 'snap'),
  'a photo just taken': () => keepBytes(picture()),
  'a line under a hazard': () => comment(hazard, '门口还堆着'),
  'another description': () => edit(hazard, { description: '新' }),
}

describe.each(Object.keys(savings))('%s', (name) => {
  it('is kept whole or not at all, whichever of its writes finds no room', async () => {
    await had()
    const before = await everything()
    for (let k = 0; ; k++) {
      room = k
      const failed = await savings[name]?.().then(() => null, (error: unknown) => error)
      room = null
      if (failed === null) {
        expect(k).toBeGreaterThan(0)
        expect(useRefused().value).toBe(false)
        expect(await everything()).not.toEqual(before)
        return
      }
      expect(failed).toBeInstanceOf(NoRoom)
      expect(useRefused().value).toBe(true)
      expect(await everything()).toEqual(before)
    }
  })
})

it('a photo that finds no room while it is made small stays as it was captured, with the other’s way open', async () => {
  await had()
  const before = await everything()
  for (let k = 0; k < 4; k++) {
    room = k
    const { count, trouble } = await prepareAll((order) => Promise.resolve({ bytes: order.bytes.slice(0, 500), type: order.type, sha256: 'f'.repeat(64), thumb: order.bytes.slice(0, 16), width: 8, height: 6 }))
    room = null
    expect([count, isFull(trouble)]).toEqual([0, true])
    expect(await everything()).toEqual(before)
  }
})

it('is told wherever it was wrapped, and nothing else is taken for it', () => {
  const quota = new DOMException('full', 'QuotaExceededError')
  expect(isFull({ name: 'AbortError', inner: quota })).toBe(true)
  expect(isFull({ name: 'BulkError', failures: [new Error('other'), { name: 'AbortError', inner: quota }] })).toBe(true)
  expect([new Error('other'), null, 'full', { name: 'AbortError' }].map(isFull)).toEqual([false, false, false, false])
  expect([tellFull(new Error('other')), useFull().value]).toEqual([false, null])
  expect([tellFull(new NoRoom()), useFull().value]).toEqual([true, 'act'])
  readFull()
  expect(useFull().value).toBeNull()
})

it('what the phone does by itself is told once, until it has found room', () => {
  const tell = (): unknown => [tellFull(new NoRoom(), 'news'), useFull().value]
  expect(tell()).toEqual([true, 'work'])
  readFull()
  expect(tell()).toEqual([true, null])
  expect([tellFull(new NoRoom(), 'photos'), useFull().value]).toEqual([true, null])
  goesOn('photos')
  goesOn('news')
  expect(tell()).toEqual([true, 'work'])
  tellFull(new NoRoom(), 'photos')
  goesOn('photos')
  expect(useFull().value).toBe('work')
  goesOn('news')
  expect(useFull().value).toBeNull()
})
