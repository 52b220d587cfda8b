import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import { useDraft } from './drafts'

let user = 0
let name = ''
beforeEach(async () => {
  name = `draft-${user++}`
  await openDatabase(name)
})
afterEach(async () => {
  closeDatabase()
  await wipeDatabase(name)
})

const open = () => {
  const scope = effectScope()
  const draft = scope.run(() => useDraft('act:h1:assign', () => ({ responsible: '', measures: '' })))
  if (!draft) throw new Error('no draft')
  return { ...draft, leave: () => { scope.stop() } }
}

test('what was typed is there again on coming back, and the page says since when', async () => {
  const first = open()
  await first.settle()
  first.values.value.responsible = '黄志强'
  await first.settle()
  first.leave()

  const again = open()
  await vi.waitUntil(() => again.restored.value !== null)
  expect(again.values.value).toEqual({ responsible: '黄志强', measures: '' })
  again.leave()
})

test('leaving in the middle of a word loses nothing', async () => {
  const first = open()
  await first.settle()
  first.values.value.measures = '停机清'
  first.leave()
  await vi.waitUntil(async () => (await db().drafts.get('act:h1:assign')) !== undefined)
})

test('a form nobody touched leaves no draft, and reading one back writes none', async () => {
  const first = open()
  await first.settle()
  first.leave()
  expect(await db().drafts.count()).toBe(0)

  await db().drafts.put({ key: 'act:h1:assign', at: '2026-11-22T10:20:00+08:00', value: { responsible: '吴建平' } })
  const again = open()
  await again.settle()
  await new Promise(done => setTimeout(done, 300))
  expect((await db().drafts.get('act:h1:assign'))?.at).toBe('2026-11-22T10:20:00+08:00')
  again.leave()
})

test('begin anew, and done, leave nothing to come back to', async () => {
  const first = open()
  await first.settle()
  first.values.value.responsible = '黄志强'
  await first.settle()
  await first.clear()
  expect(first.values.value.responsible).toBe('')
  expect(await db().drafts.count()).toBe(0)

  first.values.value.responsible = '吴建平'
  await first.done()
  first.leave()
  await new Promise(done => setTimeout(done, 300))
  expect(await db().drafts.count()).toBe(0)
})
