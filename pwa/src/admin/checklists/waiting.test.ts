/** A picture that was added without a network: kept with the draft, sent once, and never left out of what is published. */
import type { DBCore } from 'dexie'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../../database'
import { keepExample } from '../../photos/examplesHere'
import { GALLERY_JPEG } from '../../photos/fixtures'
import { NoRoom } from '../../storage/full'
import type { ChecklistRow } from './checklists'
import { useEditing } from './editing'
import { waitingIn } from './waiting'

const HASH = 'ab'.repeat(32)
const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
/** What the server has: the draft, and which files came. */
let row: ChecklistRow
let files: string[]
let weather: 'fine' | 'none' | 'no_picture'
let closing: (() => Promise<void>)[]
let name = ''
let user = 0

function answer(path: string, request: RequestInit): Response {
  if (weather === 'none') throw new TypeError('no network')
  const what = `${request.method} ${path.replace(/^.*\/checklists/, '')}`
  if (what === 'POST /pictures') {
    const file = (request.body as FormData).get('file') as File
    if (weather === 'no_picture') return json({ code: 'no_picture', detail: '打不开这张图' }, 422)
    files.push(file.name)
    return json({ sha256: HASH, size: 1, width: 1, height: 1 }, 201)
  }
  if (what === 'PUT /c1/draft') {
    const { seen, ...content } = JSON.parse(request.body as string) as { seen: number } & Pick<ChecklistRow, 'sections'>
    if (seen !== row.draft?.version) return json({ code: 'changed_meanwhile', detail: '' }, 409)
    row = { ...row, draft: { ...row.draft, ...content, version: seen + 1 } }
  }
  if (what === 'POST /c1/publish') row = { ...row, state: 'in_use' }
  return json(row)
}

beforeEach(async () => {
  name = `waiting-${++user}`
  await openDatabase(name)
  const sections = [{ title: '用电', items: [{ code: 'E1', question: '门关好了吗？', kind: 'yes_no', severity: 'general' }] }]
  const draft = { version: 1, title: '表', title_en: null, sections, sectors: null, traits: null, faults: [], saved_at: 'x', saved_by: { id: 'u', name: '王安' } }
  row = { id: 'c1', version: 1, code: 'own', title: '表', title_en: null, note: null, state: 'draft', sectors: null, traits: null, sections, draft } as unknown as ChecklistRow
  files = []
  closing = []
  weather = 'none'
  vi.stubGlobal('fetch', (path: string, request: RequestInit) => new Promise((done) => { done(answer(path, request)) }))
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
})
afterEach(async () => {
  weather = 'fine'
  for (const close of closing) await close()
  vi.unstubAllGlobals()
  closeDatabase()
  await wipeDatabase(name)
})

/** The editor in a tab, with what the server said when it was opened. */
async function tab(told = row) {
  const scope = effectScope()
  const editing = scope.run(() => useEditing(told))
  if (!editing) throw new Error('no editor')
  await editing.open()
  const item = () => editing.content.value.sections[0]?.items[0]
  const shows = () => (item()?.pictures ?? []).map((one) => one.sha256)
  const close = async (): Promise<void> => { await editing.leave(); await editing.save(); scope.stop() }
  closing.push(close)
  return { ...editing, item, shows, close }
}
const photo = () => new File([GALLERY_JPEG()], '配电箱.jpg', { type: 'image/jpeg' })
const network = () => { weather = 'fine'; window.dispatchEvent(new Event('online')) }
const atServer = () => JSON.stringify(row.draft?.sections)

async function withPicture() {
  const desk = await tab()
  const sha256 = await keepExample(photo())
  const item = desk.item()
  if (item) item.pictures = [{ sha256, caption: '正确做法' }]
  await vi.waitFor(() => { expect(desk.canUndo.value).toBe(true) })
  await desk.save()
  expect(desk.standing.value).toBe('offline')
  return desk
}

test('it lies here over a reload, goes with the network, and stepping back keeps the server’s name for it', async () => {
  const before = await withPicture()
  await before.close()
  const desk = await tab()
  expect(waitingIn(desk.content.value)).toHaveLength(1)
  expect(desk.restored.value).not.toBe('')

  network()
  await vi.waitFor(() => { expect(desk.standing.value).toBe('saved') })
  expect(desk.shows()).toEqual([HASH])
  expect([files, atServer()]).toEqual([['配电箱.jpg'], expect.stringContaining(`{"sha256":"${HASH}","caption":"正确做法"}`)])
  const item = desk.item()
  if (item) item.pictures = []
  await desk.save()
  desk.undo()
  expect(desk.shows()).toEqual([HASH])
})

test('two tabs that both hold it send it once, and neither takes the other for somebody else', async () => {
  const first = await withPicture()
  await first.leave()
  const second = await tab()
  network()
  await vi.waitFor(() => { for (const each of [first, second]) expect(each.standing.value).toBe('saved') })
  expect([first.shows(), second.shows()]).toEqual([[HASH], [HASH]])
  expect(new Set(files).size).toBe(1)

  // Loaded anew after the picture had gone and before the draft had: the hash is known here, nothing is sent again.
  const sent = files.length
  const sha256 = await keepExample(photo())
  await db().drafts.put({ key: `example/${sha256}`, at: new Date().toISOString(), value: { sha256: HASH } })
  const third = await tab()
  const item = third.item()
  if (item) item.pictures = [{ sha256 }]
  await vi.waitFor(() => { expect(third.canUndo.value).toBe(true) })
  await third.save()
  expect([third.shows(), files.length]).toEqual([[HASH], sent])
})

test('what the server cannot take stays here and holds nothing back but the publishing', async () => {
  const desk = await withPicture()
  const item = desk.item()
  if (item) item.question = '箱门上锁了吗？'
  weather = 'no_picture'
  await desk.save()
  expect(atServer()).toContain('箱门上锁了吗？')
  expect([desk.standing.value, waitingIn(desk.content.value).length]).toEqual(['refused', 1])
  expect(await desk.publish()).toMatchObject({ ok: false, why: { detail: '打不开这张图' } })
  expect(row.state).toBe('draft')
  if (item) delete item.pictures
  await vi.waitFor(() => { expect(desk.standing.value).toBe('kept') })
  expect((await desk.publish()).ok).toBe(true)
})

test('a full disk takes none, and says so before the draft names it', async () => {
  const base = db()
  base.close()
  base.use({
    stack: 'dbcore', name: 'full',
    create: (core): DBCore => ({ ...core, table: (table) => ({ ...core.table(table), mutate: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) }) }),
  })
  await base.open()
  await expect(keepExample(photo())).rejects.toThrow(NoRoom)
})
