/**
 * What this phone keeps, and for whom.
 *
 * Each user has a database of his own on this phone, so that signing in as somebody else never sees,
 * sends or deletes the first one's work. A tiny one beside them remembers who was here last.
 * Server tables are written by pulls alone; the outbox holds what people did until the server has answered.
 */
import Dexie, { type EntityTable, type Table } from 'dexie'

import { forgetAtOnce, keepAtOnce, readAtOnce } from './lib/atOnce'
import type { Area, Answer, Certificate, Checklist, Comment, Conflict, Contribution, Enterprise, FieldChange, Hazard, Notice, Photo, PhotoRole, Plan, Problem, PushResult, Quiz, QuizQuestion, RecordType, Walkthrough } from './lib/wire'

/** One thing a person did to one record, kept until the server has answered for it. */
export interface OutboxOp {
  /** The order in which things were done on this phone. */
  n: number
  id: string
  /** The protocol's schema in the app that made it; none: the first. It travels under it through every update. */
  schema?: number
  /** Given when the op first leaves the phone, in the transaction that marks it sent. */
  seq?: number
  type: string
  record: string
  op: 'create' | 'set' | 'act' | 'delete' | 'void'
  at: string
  seen: number
  data?: Record<string, unknown>
  fields?: Record<string, FieldChange>
  action?: string
  args?: Record<string, unknown>
  /** void only: the op whose place in the order this one takes. */
  of?: string
  state: 'waiting' | 'held' | 'sent' | 'attention'
  held_for?: 'photos'
  problem?: Problem
  answered_at?: string
  /** Whether the server knows this op is uncertain (it was answered before a restore, by an older device id): it travels alone. */
  uncertain?: 1
}

/** An op the server has answered. Kept 14 days, so that a server restored from a backup gets it again. */
export interface AnsweredOp extends OutboxOp {
  device: string
  result: PushResult
  /** 1 until a pull has brought its effect; until then the view still shows it. */
  settling: 0 | 1
}

/** A photo on its way to the server. Its id is the photo record's id; its bytes lie in `renditions`, so that lists never load them. */
export interface Capture {
  id: string
  /** The record it belongs to: a hazard's id, mostly. */
  hazard: string
  owner_type: string
  role: PhotoRole
  source: 'camera' | 'gallery' | 'pad'
  /** Of the bytes kept now: as captured, then shrunk. */
  type: string
  /** null: a picture from a gallery that does not say. */
  taken_at: string | null
  lat: number | null
  lon: number | null
  accuracy_m: number | null
  /** What is drawn into it (photos/stamp.ts); null: nothing, as into a signature. */
  stamp: Record<'time' | 'date' | 'accuracy' | 'place' | 'mark', string> | null
  state: 'captured' | 'shrunk' | 'uploading' | 'stored' | 'attention'
  saved_at: string
  sha256?: string
  /** Bytes the server has confirmed, of `size`. */
  sent_bytes?: number
  size?: number
  upload_url?: string
  stored_at?: string
  /** 1 when the kept original was cleared after it was stored; its thumbnail stays. */
  cleared?: 1
  problem?: Problem
}

/** The bytes of a photo on this phone: `original` until they are stored (ArrayBuffer, because one engine refuses Blobs), small ones for good. */
export interface Rendition { id: string, size: 'original' | 'thumb' | 'screen', type: string, bytes: ArrayBuffer, at: string }

/** One try to reach the server, or several in a row that ended alike (sync/diary.ts). */
export interface DiaryLine {
  n: number
  at: string
  until: string
  times: number
  outcome: 'done' | 'offline' | 'wait' | 'ended' | 'too_old' | 'broken'
  code?: string
  status?: number
  /** When the server may be asked again, where it said so. */
  wait_until?: string
  /** Ops answered, records fetched, ops refused. */
  sent: number
  got: number
  refused: number
}

/** A form somebody has not finished. */
export interface Draft { key: string, at: string, value: unknown }

/** Facts about this phone's dealings with the server, by name. */
export interface Facts {
  device: { id: string, name: string }
  cursor: string
  /** The types that were asked for up to the cursor; an app that knows more of them fetches those as well. */
  types: readonly RecordType[]
  epoch: string
  /** The last seq this device was told the server has. */
  last_seq: number
  /** The first fetch of everything: how many records have come, and whether it is whole. */
  first: { got: number, done: boolean }
  /** A full fetch is running whose end sweeps what did not come again. */
  sweep: { reason: string, since: string }
  last_at: string
  /** Records that a full fetch did not bring again and that stay for the work on them (sync/pull.ts). */
  overdue: readonly { type: RecordType, id: string }[]
  /** Records that went away whose pictures have yet to go (sync/leaving.ts). */
  leaving: readonly string[]
  /** What others decided about this person's work, and he has read it (sync/verdicts.ts). */
  told: readonly string[]
  /** The index of the list as it was last (hazards/listKept.ts). */
  list: { shape: number, who: string, cursor: string, text: string }
  ended: { why: 'session_ended' | 'device_revoked', at: string, new_device?: true }
  too_old: true
}

// On a laptop's own address Dexie notes the way to every call, at several times the price: measured and used alike.
Dexie.debug = false

export class XunanDatabase extends Dexie {
  declare area: EntityTable<Area, 'id'>
  declare enterprise: EntityTable<Enterprise, 'id'>
  declare hazard: EntityTable<Hazard, 'id'>
  declare photo: EntityTable<Photo, 'id'>
  declare comment: EntityTable<Comment, 'id'>
  declare checklist: EntityTable<Checklist, 'id'>
  declare walkthrough: EntityTable<Walkthrough, 'id'>
  declare answer: EntityTable<Answer, 'id'>
  declare quiz_question: EntityTable<QuizQuestion, 'id'>
  declare quiz: EntityTable<Quiz, 'id'>
  declare certificate: EntityTable<Certificate, 'id'>
  declare plan: EntityTable<Plan, 'id'>
  declare conflict: EntityTable<Conflict, 'id'>
  declare contribution: EntityTable<Contribution, 'id'>
  declare notice: EntityTable<Notice, 'id'>

  declare outbox: EntityTable<OutboxOp, 'n'>
  declare answered: EntityTable<AnsweredOp, 'id'>
  declare captures: EntityTable<Capture, 'id'>
  declare renditions: Table<Rendition, [string, string]>
  declare drafts: EntityTable<Draft, 'key'>
  declare seen: Table<{ type: string, id: string }, [string, string]>
  declare diary: EntityTable<DiaryLine, 'n'>
  /** Records that a person has set aside (sync/aside.ts). */
  declare aside: EntityTable<{ id: string, at: string }, 'id'>
  /** Ops whose work went on under another id, so that a file taken in again does not bring them back (conflicts/takeIn.ts). */
  declare replaced: EntityTable<{ id: string }, 'id'>
  declare facts: Table<{ name: keyof Facts, value: unknown }, keyof Facts>

  constructor(name: string) {
    // Strict: “saved” is said only when the bytes are on the disk.
    super(name, { chromeTransactionDurability: 'strict' })
    // One block for each version ever shipped; a later one never touches the outbox's content.
    this.version(1).stores({
      area: 'id',
      enterprise: 'id, host_enterprise_id',
      // Each index is written for each of ten thousand: only what is asked for.
      hazard: 'id, state, enterprise_id, [created_by.id+found_at], [state+due_date], [state+severity]',
      photo: 'id, [owner_type+owner_id]',
      comment: 'id, [owner_type+owner_id]',
      checklist: 'id',
      walkthrough: 'id, enterprise_id',
      answer: 'id, walkthrough_id',
      conflict: 'id, [record_type+record_id], state',
      contribution: 'id, [record_type+record_id], state',
      notice: 'id',
      outbox: '++n, &id, state, type, [type+record], record, data.owner_id',
      answered: 'id, record, type, settling, answered_at, [type+settling]',
      captures: 'id, hazard, state, sha256',
      renditions: '[id+size], size, at',
      drafts: 'key, at',
      seen: '[type+id]',
      facts: 'name',
    })
    this.version(2).stores({ diary: '++n, at', aside: 'id', replaced: 'id' })
    this.version(3).stores({ certificate: 'id, enterprise_id' })
    this.version(4).stores({ plan: 'id, enterprise_id, state' })
    this.version(5).stores({ quiz_question: 'id', quiz: 'id, walkthrough_id' })
  }

  async fact<K extends keyof Facts>(name: K): Promise<Facts[K] | undefined> {
    return (await this.facts.get(name))?.value as Facts[K] | undefined
  }

  async note<K extends keyof Facts>(name: K, value: Facts[K]): Promise<void> {
    await this.facts.put({ name, value })
  }

  async forget(name: keyof Facts): Promise<void> {
    await this.facts.delete(name)
  }
}

/** Whose it is; null: nobody is signed in. */
let whose: string | null = null
/** Made when something is first asked of it, which a first screen drawn from a copy does not. */
let current: XunanDatabase | null = null

const nameFor = (userId: string): string => `xunan-${userId}`

/** The database of whoever is signed in. Screens come after sign-in, so it is always there for them. */
export function db(): XunanDatabase {
  return current ??= new XunanDatabase(databaseName())
}

/** The name of his database, which is made only when something is asked of it: that takes a cheap phone some 40 ms. */
export function databaseName(): string {
  if (whose === null) throw new Error('Nobody is signed in on this phone yet.')
  return whose
}

export const isOpen = (): boolean => whose !== null

/** It answers in a blink. */
export const answersAtOnce = (): boolean => current?.isOpen() === true

/** The database of this user from now on, instead of another's: it opens with the first question put to it. */
export function turnTo(userId: string): void {
  const name = nameFor(userId)
  if (whose === name) return
  closeDatabase()
  whose = name
}

/** Open the database of this user, closing another's. Nothing of the other's is touched. */
export async function openDatabase(userId: string): Promise<XunanDatabase> {
  turnTo(userId)
  const base = db()
  await base.open()
  return base
}

export function closeDatabase(): void {
  current?.close()
  current = null
  whose = null
}

/** Only for a device that was revoked and has nothing left to hand over. */
export async function wipeDatabase(userId: string): Promise<void> {
  const name = nameFor(userId)
  if (whose === name) closeDatabase()
  await Dexie.delete(name)
}

/** What the phone itself remembers, whoever holds it. */
class PhoneDatabase extends Dexie {
  declare kept: Table<{ name: string, value: unknown }, string>

  constructor() {
    super('xunan-phone')
    this.version(1).stores({ kept: 'name' })
  }
}

let held: PhoneDatabase | undefined
/** Made when it is first asked. */
export const phone = (): PhoneDatabase => held ??= new PhoneDatabase()

export async function phoneRemembers<T>(name: string): Promise<T | undefined> {
  // Asked for by name, since a store that once failed to open does not try again by itself.
  if (!phone().isOpen()) await phone().open()
  return (await phone().kept.get(name))?.value as T | undefined
}

/** What the first screen must know. */
const NEEDED_AT_ONCE = new Set(['person', 'settings'])

/** What the phone remembered last, before its store is open; the store has the last word. */
export const phoneRemembersAtOnce = <T>(name: string): T | undefined => readAtOnce<T>(name)

export async function phoneKeep(name: string, value: unknown): Promise<void> {
  // The copy first: whoever forgets it in the meantime forgets the original after us, and nothing comes back to life.
  if (NEEDED_AT_ONCE.has(name)) keepAtOnce(name, value)
  await phone().kept.put({ name, value })
}

export async function phoneForget(name: string): Promise<void> {
  forgetAtOnce(name)
  await phone().kept.delete(name)
}
