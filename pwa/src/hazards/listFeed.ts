/**
 * Keeps the index of all hazards on this phone, built when there is a moment and followed from then on.
 *
 * One index lives for the signed-in user's database. It is read in pages with pauses between, so that a list
 * of ten thousand never holds up the screen; afterwards only what changed is read again.
 */
import Dexie from 'dexie'
import { type ShallowRef, shallowReadonly, shallowRef } from 'vue'

import { databaseName, db, isOpen } from '../database'
import type { Enterprise, Hazard } from '../lib/wire'
import { useMe } from '../people/session'
import { viewRecords } from '../sync/records'
import type { Viewed } from '../sync/view'
import { type Entry, fold, inOrder } from './listIndex'
import { keepList, lastList } from './listKept'

const PAGE = 1000
/** Changes that arrive together are read together, in ms. */
const GATHER = 150
/** So much silence before the index is kept for the next start, in ms. */
const SILENCE = 3000

export interface Feed {
  /** All hazards, most pressing first. */
  readonly entries: Readonly<ShallowRef<readonly Entry[]>>
  /** The whole phone has been read once. */
  readonly ready: Readonly<ShallowRef<boolean>>
}

/** The keys that changed, as Dexie tells them: a tree of spans, here and from another tab. */
interface Span { readonly from?: unknown, readonly to?: unknown, readonly l?: Span | null, readonly r?: Span | null }

function* spans(tree: Span | null | undefined): Generator<Span> {
  if (!tree) return
  yield* spans(tree.l)
  if ('from' in tree) yield tree
  yield* spans(tree.r)
}

type Names = ReadonlyMap<string, Enterprise>

export function entryOf(hazard: Viewed<Hazard>, at: Enterprise | undefined, me: { id: string, name: string } | null): Entry {
  const words = [hazard.description, hazard.place, hazard.number, hazard.responsible, at?.name, hazard.created_by?.name]
  return {
    id: hazard.id, state: hazard.state, severity: hazard.severity, due: hazard.due_date ?? '', found_at: hazard.found_at ?? '',
    enterprise: hazard.enterprise_id ?? '', area: at?.area ?? hazard.area ?? '', text: fold(words.filter(Boolean).join(' ')),
    local: hazard.$local.attention > 0 ? 'attention' : hazard.$local.waiting > 0 ? 'waiting' : '',
    can: ` ${(hazard.actions ?? []).join(' ')} `, round: hazard.round ?? 1, category: hazard.category ?? '', recurs: !!hazard.recurs_of,
    mine: me !== null && (hazard.version === 0 || hazard.created_by?.id === me.id || hazard.submitted_by?.id === me.id || hazard.responsible === me.name),
  }
}

/** Whose acts and whose own an entry tells of. */
const who = (): string => [useMe().value?.user.id, useMe().value?.user.name].join(' ')

const pause = (): Promise<void> => new Promise((done) => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(() => { done() }, { timeout: 100 })
  else setTimeout(done)
})

class Building implements Feed {
  readonly list = shallowRef<readonly Entry[]>([])
  readonly whole = shallowRef(false)
  readonly entries = shallowReadonly(this.list)
  readonly ready = shallowReadonly(this.whole)
  private readonly by = new Map<string, Entry>()
  private names: Names = new Map()
  private readonly changed = new Set<string>()
  private again = true
  private begun = false
  private keeping: ReturnType<typeof setTimeout> | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private working: Promise<void> = Promise.resolve()

  constructor(private readonly base: string) {
    Dexie.on('storagemutated', this.heard)
    this.soon(0)
  }

  stop(): void {
    Dexie.on('storagemutated').unsubscribe(this.heard)
    clearTimeout(this.timer)
    clearTimeout(this.keeping)
  }

  private readonly heard = (parts: Readonly<Record<string, unknown>>): void => {
    for (const [part, ranges] of Object.entries(parts)) {
      const table = /^idb:\/\/(.+)\/(\w+)\/$/.exec(part)
      if (table?.[1] !== this.base) continue
      if (table[2] === 'enterprise') this.again = true
      else if (table[2] === 'outbox' || table[2] === 'answered') for (const entry of this.by.values()) { if (entry.local) this.changed.add(entry.id) }
      else if (table[2] === 'hazard') this.gather(ranges)
      else continue
      this.soon(GATHER)
    }
  }

  private gather(ranges: unknown): void {
    for (const range of spans(ranges as Span)) {
      if (typeof range.from === 'string' && range.from === range.to) this.changed.add(range.from)
      else this.again = true
    }
  }

  private soon(wait: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => { this.working = this.working.then(() => this.work()).catch((reason: unknown) => { console.error('The list could not be read', reason) }) }, wait)
  }

  private async work(): Promise<void> {
    if (!isOpen() || databaseName() !== this.base) return
    clearTimeout(this.keeping)
    if (!this.begun) await this.recall()
    const cursor = await db().fact('cursor')
    if (this.again) await this.readAll()
    const ids = [...this.changed]
    this.changed.clear()
    if (ids.length > 0 || this.whole.value) await this.readSome(ids)
    this.list.value = inOrder(this.by.values())
    this.whole.value = true
    this.keeping = setTimeout(() => { void this.keepFor(cursor) }, SILENCE)
  }

  /** What the last start left, shown before anything is read. */
  private async recall(): Promise<void> {
    this.begun = true
    const last = await lastList(who())
    if (!last) return
    for (const entry of last.entries) {
      this.by.set(entry.id, entry)
      if (entry.local) this.changed.add(entry.id)
    }
    this.list.value = last.entries
    this.whole.value = true
    this.again = !last.current
    if (last.current) await this.readNames()
    else await pause()
  }

  private async keepFor(cursor: string | undefined): Promise<void> {
    await pause()
    if (!isOpen() || databaseName() !== this.base || this.changed.size > 0 || this.again) return
    await keepList(who(), cursor, this.list.value)
  }

  private async readNames(): Promise<void> {
    this.names = new Map((await db().enterprise.toArray()).map(one => [one.id, one]))
  }

  private async readAll(): Promise<void> {
    this.again = false
    await this.readNames()
    const found = new Set<string>()
    for (let last = ''; ;) {
      const rows = await db().hazard.where(':id').above(last).limit(PAGE).toArray()
      for (const seen of await viewRecords('hazard', rows)) { found.add(seen.id); this.keep(seen) }
      const end = rows.at(-1)
      if (!end || rows.length < PAGE) break
      last = end.id
      await pause()
    }
    for (const id of this.by.keys()) if (!found.has(id)) this.by.delete(id)
  }

  /** These again, and with them whatever waits in the outbox. */
  private async readSome(ids: readonly string[]): Promise<void> {
    const rows = await db().hazard.bulkGet([...ids])
    const left = new Set(ids)
    for (const seen of await viewRecords('hazard', rows.filter(row => row !== undefined))) { left.delete(seen.id); this.keep(seen) }
    for (const id of left) this.by.delete(id)
  }

  private keep(seen: Viewed<Hazard>): void {
    this.by.set(seen.id, entryOf(seen, this.names.get(seen.enterprise_id ?? ''), useMe().value?.user ?? null))
  }
}

let shared: { base: string, feed: Building } | null = null

/** The index of every hazard this phone holds. Asking for it starts it. */
export function useFeed(): Feed {
  const base = databaseName()
  if (shared?.base !== base) {
    shared?.feed.stop()
    shared = { base, feed: new Building(base) }
  }
  return shared.feed
}

