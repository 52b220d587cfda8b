/** Fetches what changed for this person, page by page; each page and its cursor are stored together or not at all. */
import { type Facts, type XunanDatabase, db } from '../database'
import { stamp } from '../lib/clock'
import type { Reply } from '../lib/http'
import { RECORD_TYPES, type PullAnswer, type RecordType, SCHEMA } from '../lib/wire'
import { type Ending, endSession, readRefusal } from './ending'
import { letPicturesGo, noteLeaving } from './leaving'
import { notice } from './restore'
import type { SyncServer } from './server'
import { beginTelling } from './verdicts'

/** As the phone keeps it: a hazard's history, most of its bytes and read on its own page only, as one text. */
function kept(type: RecordType, row: Record<string, unknown>): Record<string, unknown> {
  return type === 'hazard' && Array.isArray(row['history']) ? { ...row, history: JSON.stringify(row['history']) } : row
}

/** What pictures hang on, and pictures. */
const PICTURED = new Set<RecordType>(['hazard', 'walkthrough', 'certificate', 'photo'])

type Overdue = Facts['overdue'][number]
interface Work { puts: Record<string, unknown>[], gone: string[] }

/** Changes by type, known types only; the newest word about a record wins within a page. */
function byType(page: PullAnswer): Map<RecordType, Work> {
  const known = new Set<string>(RECORD_TYPES)
  const work = new Map<RecordType, Work>()
  for (const change of page.changes) {
    if (!known.has(change.type)) continue
    const type = change.type as RecordType
    let part = work.get(type)
    if (!part) work.set(type, part = { puts: [], gone: [] })
    if (change.gone !== undefined) part.gone.push(change.id)
    else part.puts.push(kept(type, { ...change.data, id: change.id, version: change.version ?? 0 }))
  }
  return work
}

/** Records with something in the outbox. */
async function busy(base: XunanDatabase): Promise<Set<string>> {
  return new Set((await base.outbox.toArray()).flatMap((op) => op.op === 'void' ? [] : [op.record]))
}

/** The end of a full fetch: what did not come again is gone, except what has something in the outbox. */
async function sweep(base: XunanDatabase): Promise<void> {
  const kept = await busy(base)
  const overdue: Overdue[] = []
  for (const type of RECORD_TYPES) {
    const seen = new Set((await base.seen.where('[type+id]').between([type, ''], [type, '\uffff']).primaryKeys()).map(([, id]) => id))
    const table = base.table<unknown, string>(type)
    const absent = (await table.toCollection().primaryKeys()).filter((id) => !seen.has(id))
    const stale = absent.filter((id) => !kept.has(id))
    await table.bulkDelete(stale)
    if (PICTURED.has(type)) await noteLeaving(stale)
    overdue.push(...absent.filter((id) => kept.has(id)).map((id) => ({ type, id })))
  }
  await base.seen.clear()
  await base.forget('sweep')
  await base.note('overdue', overdue)
}

/** What stayed behind a full fetch for the work on it leaves when that has been answered; nobody tells of it again. */
async function letOverdueGo(base: XunanDatabase, overdue: readonly Overdue[]): Promise<void> {
  const kept = await busy(base)
  for (const { type, id } of overdue.filter((one) => !kept.has(one.id))) {
    await base.table<unknown, string>(type).delete(id)
    if (PICTURED.has(type)) await noteLeaving([id])
  }
  const left = overdue.filter((one) => kept.has(one.id))
  if (left.length > 0) await base.note('overdue', left)
  else await base.forget('overdue')
}

/** Store one page. */
export async function apply(page: PullAnswer): Promise<void> {
  const base = db()
  const tables = [...RECORD_TYPES.map((type) => base.table(type)), base.outbox, base.answered, base.facts, base.seen]
  await base.transaction('rw', tables, async () => {
    if (page.reset !== null && page.reset !== undefined) {
      await base.seen.clear()
      await base.note('sweep', { reason: page.reset, since: stamp() })
    }
    const sweeping = await base.fact('sweep') !== undefined
    for (const [type, work] of byType(page)) {
      const table = base.table<unknown, string>(type)
      if (work.puts.length > 0) await table.bulkPut(work.puts)
      if (work.gone.length > 0) await table.bulkDelete(work.gone)
      if (PICTURED.has(type)) await noteLeaving(work.gone)
      if (sweeping) await base.seen.bulkPut(work.puts.map((row) => ({ type, id: row['id'] as string })))
    }
    const came = new Set(page.changes.map((change) => change.id))
    const before = await base.fact('overdue') ?? []
    const overdue = before.filter((one) => !came.has(one.id))
    if (overdue.length < before.length) await base.note('overdue', overdue)
    await base.note('cursor', page.cursor)
    const first = await base.fact('first')
    if (first?.done !== true) await base.note('first', { got: (first?.got ?? 0) + page.changes.length, done: !page.more })
    if (page.more) return
    if (sweeping) await sweep(base)
    else if (overdue.length > 0) await letOverdueGo(base, overdue)
    await base.note('last_at', stamp())
    await beginTelling()
    const device = (await base.fact('device'))?.id
    await base.answered.where('settling').equals(1)
      .filter((op) => op.device !== device || (op.seq ?? 0) <= page.last_seq).modify({ settling: 0 })
  })
}

/**
 * An app that was updated knows types which the one before passed over: the cursor lies behind records that were never
 * kept. Everything is fetched once more, and swept at the end as after any full fetch.
 */
async function askForNewTypes(base: XunanDatabase): Promise<void> {
  await base.transaction('rw', base.facts, base.seen, async () => {
    const asked = new Set<string>(await base.fact('types') ?? [])
    if (RECORD_TYPES.every(type => asked.has(type))) return
    if (await base.fact('cursor') !== undefined) {
      await base.seen.clear()
      await base.note('sweep', { reason: 'new_types', since: stamp() })
      await base.forget('cursor')
    }
    await base.note('types', [...RECORD_TYPES])
  })
}

/** A page that is on its way. */
interface Asked { readonly device: string, readonly cursor: string | null, readonly reply: Promise<Reply<PullAnswer>> }

/** Fetch until nothing is left. Answers how it ended and how many records came. */
export async function pull(server: SyncServer): Promise<{ ending: Ending, got: number, reset: boolean }> {
  let got = 0
  let reset = false
  const base = db()
  let ahead: Asked | null = null
  await askForNewTypes(base)
  for (;;) {
    const device = (await base.fact('device'))?.id
    if (device === undefined) return { ending: await endSession('session_ended'), got, reset }
    const cursor = await base.fact('cursor') ?? null
    const reply: Reply<PullAnswer> = await (ahead?.device === device && ahead.cursor === cursor ? ahead.reply : server.pull(device, cursor))
    ahead = null
    if (reply.kind === 'offline') return { ending: { kind: 'offline' }, got, reset }
    if (reply.kind === 'refused') return { ending: await readRefusal(reply) ?? { kind: 'wait', seconds: null }, got, reset }
    const page: PullAnswer = reply.data
    await notice(page.epoch, page.last_seq)
    // The server makes the next page while this one is stored; should storing fail, it is asked for again.
    if (page.more) ahead = { device, cursor: page.cursor, reply: server.pull(device, page.cursor) }
    await apply(page)
    if (page.min_schema > SCHEMA) await base.note('too_old', true)
    got += page.changes.length
    reset ||= page.reset !== null && page.reset !== undefined
    if (page.more) continue
    await letPicturesGo()
    return { ending: { kind: 'done' }, got, reset }
  }
}
