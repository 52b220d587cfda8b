/** An exported file is taken in again exactly once, whole or not at all, by its owner only. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { type Capture, closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import { readMe, welcome } from '../people/session'
import { asideNow, layAside, takeUp } from '../sync/aside'
import { act, create, newId, set } from '../sync/outbox'
import { readRecord } from '../sync/records'
import { beginDevice } from '../sync/restore'
import { round } from '../sync/round'
import { FakeServer } from '../sync/server.fixture'
import { discard, sendAgain } from './actions'
import { exportFile } from './export'
import { takeIn } from './takeIn'

let server: FakeServer
let user = ''
let n = 0
beforeEach(async () => {
  server = new FakeServer()
  user = `carry-${++n}`
  await begin('device-1')
  server.write('hazard', 'h1', { state: 'submitted', place: '一车间' })
  await round(server)
})
afterEach(() => wipeDatabase(user))

async function begin(device: string): Promise<void> {
  await openDatabase(user)
  await welcome(readMe({ user: { id: user, name: '林小满', login: 'grid1', locale: 'zh' } }))
  await beginDevice({ id: device, name: 'test' })
}
/** The same person on a browser that knows nothing. */
async function another(device = 'device-2'): Promise<void> {
  closeDatabase()
  await wipeDatabase(user)
  await begin(device)
  await round(server)
}
const save = <T>(work: () => Promise<T>): Promise<T> => db().transaction('rw', db().outbox, work)
const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0, 34, 60, 38]).buffer

async function photo(hazard: string, state: Capture['state'] = 'captured'): Promise<string> {
  const id = newId()
  await db().captures.put({ id, hazard, owner_type: 'hazard', role: 'before', source: 'gallery', type: 'image/jpeg', taken_at: null, lat: null, lon: null, accuracy_m: null, stamp: null, state, saved_at: '2026-11-22T08:00:00+08:00' })
  await db().renditions.put({ id, size: 'original', type: 'image/jpeg', bytes, at: '' })
  return id
}
async function aDay(): Promise<{ hazard: string, picture: string }> {
  const hazard = newId()
  await save(() => create('hazard', hazard, { description: '配电箱 <b>敞开</b> & "没锁"' }))
  const picture = await photo(hazard)
  await save(async () => {
    await create('comment', newId(), { owner_type: 'hazard', owner_id: hazard, text: '</pre>看这里' })
    await set('hazard', 'h1', 1, { place: { was: '一车间', now: '二车间' } })
  })
  return { hazard, picture }
}

test('a file can be read by a person, and everything in it arrives once from an empty phone', async () => {
  const { hazard, picture } = await aDay()
  const file = await exportFile()
  const text = await file.text()
  expect(text).toContain('配电箱 &lt;b&gt;敞开&lt;/b&gt; &amp; &quot;没锁&quot;')
  expect(text).not.toContain('<b>敞开')

  await another()
  expect(await takeIn(file)).toEqual({ kind: 'taken', ops: 4, photos: 1, known: 0 })
  expect(await takeIn(file)).toEqual({ kind: 'taken', ops: 0, photos: 0, known: 5 })
  expect(new Uint8Array((await db().renditions.get([picture, 'original']))!.bytes)).toEqual(new Uint8Array(bytes))
  expect((await readRecord('hazard', hazard))?.description).toBe('配电箱 <b>敞开</b> & "没锁"')

  await round(server)
  expect(server.read('hazard', hazard)).toBeDefined()
  expect(server.read('hazard', 'h1')?.['place']).toBe('二车间')
  expect(server.effects).toHaveLength(4)
  expect(await takeIn(file)).toEqual({ kind: 'taken', ops: 0, photos: 0, known: 5 })
  expect(await db().outbox.count()).toBe(0)
})

test('both phones send: everything takes effect once, and the second one shows what stands', async () => {
  const { hazard } = await aDay()
  const file = await exportFile()
  await round(server)
  const once = server.effects.length
  server.write('hazard', 'h1', { place: '三车间' })

  await another()
  await takeIn(file)
  await save(() => create('comment', newId(), { owner_type: 'hazard', owner_id: hazard, text: '新的' }))
  await round(server)
  expect(server.effects).toHaveLength(once + 1)
  expect(await db().outbox.count()).toBe(0)
  expect((await readRecord('hazard', 'h1'))?.place).toBe('三车间')
  expect((await db().fact('ended'))).toBeUndefined()
})

test('the answer to what both phones sent may be lost, too', async () => {
  await aDay()
  const file = await exportFile()
  await round(server)
  const once = server.effects.length
  await another()
  await takeIn(file)
  let k = 0
  server.trouble = (what) => what === 'push' && ++k % 2 === 1 ? 'answer' : null
  for (let i = 0; i < 12; i++) await round(server)
  expect(server.effects).toHaveLength(once)
  expect(await db().outbox.count()).toBe(0)
})

test('what was refused comes back to the tray as it was, and not once it went on under another id', async () => {
  const old = await save(() => act('hazard', 'h1', 1, 'send_back', { note: '没改' }))
  server.refuses = (op) => op.id === old ? { code: 'state_moved', detail: '已销号' } : null
  await round(server)
  const file = await exportFile()
  await another()
  expect(await takeIn(file)).toMatchObject({ ops: 1 })
  expect(await db().outbox.toArray()).toMatchObject([{ id: old, state: 'attention', problem: { code: 'state_moved', detail: '已销号' } }])
  await round(server)
  expect(server.pushes.flatMap((request) => request.ops)).toHaveLength(1)

  await sendAgain(old)
  expect(await takeIn(file)).toMatchObject({ ops: 0 })
})

test('what a person threw away after exporting it, he can take in again', async () => {
  const old = await save(() => act('hazard', 'h1', 1, 'send_back', { note: '没改' }))
  server.refuses = () => ({ code: 'state_moved', detail: '' })
  await round(server)
  const file = await exportFile()
  await discard(old)
  expect(await db().outbox.count()).toBe(0)
  expect(await takeIn(file)).toMatchObject({ ops: 1 })
})

test('what was set aside is still set aside where it is taken in', async () => {
  await aDay()
  await layAside('h1')
  const file = await exportFile()
  await another()
  await takeIn(file)
  expect(await asideNow()).toEqual(['h1'])
  await round(server)
  expect(server.read('hazard', 'h1')?.['place']).toBe('一车间')
  await takeUp('h1')
  await takeIn(file)
  expect(await asideNow()).toEqual([])
})

test('another person takes nothing', async () => {
  await aDay()
  const file = await exportFile()
  await wipeDatabase(user)
  user = `${user}-other`
  await begin('device-9')
  expect(await takeIn(file)).toEqual({ kind: 'other', name: '林小满' })
  expect(await db().outbox.count() + await db().captures.count()).toBe(0)
})

test('a file that was cut off, altered or is something else is told apart, and nothing is taken', async () => {
  await aDay()
  const text = await (await exportFile()).text()
  await another()
  const told = async (bad: string) => (await takeIn(new Blob([bad]))).kind
  for (const cut of [0.3, 0.6, 0.9]) expect(await told(text.slice(0, Math.floor(text.length * cut)))).toBe('damaged')
  expect(await told(text.replaceAll('二车间', '五车间'))).toBe('damaged')
  expect(await told(text.replace(/base64,.{4}/, 'base64,AAAA'))).toBe('damaged')
  expect(await told('<html>别的</html>')).toBe('foreign')
  expect(await db().outbox.count() + await db().captures.count()).toBe(0)
  expect(await told(text.replaceAll('\n', '\r\n'))).toBe('taken')
})
