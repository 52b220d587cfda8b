/** What waits for its owner, and what just waits. */
import type { Ref } from 'vue'

import { type Capture, db, type OutboxOp } from '../database'
import { titleOf } from '../hazards/hazard'
import type { Conflict, Contribution, Hazard } from '../lib/wire'
import { useMe } from '../people/session'
import { type PhotoView, readPhotos } from '../photos/pictures'
import { useLive } from '../sync/live'
import { readRecord } from '../sync/records'
import { readVerdicts, type Verdict } from '../sync/verdicts'
import type { Viewed } from '../sync/view'

/** The hazard something is about, as far as this phone knows it. */
export interface About { readonly hazard: Viewed<Hazard> | null, readonly id: string | null, readonly title: string, readonly enterprise: string, readonly area: string, readonly photo: PhotoView | null }

/** An op that the server did not take; where it wanted to settle two versions, with what stands of them. */
export interface Refused { readonly kind: 'refused', readonly key: string, readonly about: About, readonly op: OutboxOp, readonly conflict: Viewed<Conflict> | null }

export type TrayItem =
  | Refused
  | { readonly kind: 'photo', readonly key: string, readonly about: About, readonly capture: Capture }
  | { readonly kind: 'conflict', readonly key: string, readonly about: About, readonly conflict: Viewed<Conflict>, readonly mine: boolean }
  | { readonly kind: 'contribution', readonly key: string, readonly about: About, readonly contribution: Viewed<Contribution>, readonly mine: boolean }
  | { readonly kind: 'verdict', readonly key: string, readonly about: About, readonly verdict: Verdict }

export interface WaitingItem { readonly key: string, readonly about: About, readonly ops: readonly OutboxOp[], readonly photos: number, readonly held: boolean }

export interface Tray {
  readonly needs: readonly TrayItem[]
  /** Other people's two versions and handed-over work that this person may settle, though nobody asked him first. */
  readonly others: readonly TrayItem[]
  readonly waiting: readonly WaitingItem[]
}

async function hazardOf(type: string, id: string): Promise<string | null> {
  if (type === 'hazard') return id
  const base = db()
  if (type === 'photo' || type === 'comment') {
    const row = await base.table<{ owner_type: string, owner_id: string }, string>(type).get(id)
    if (row) return row.owner_type === 'hazard' ? row.owner_id : null
    const made = await base.outbox.where('[type+record]').equals([type, id]).filter((op) => op.op === 'create').first()
    return typeof made?.data?.['owner_id'] === 'string' ? made.data['owner_id'] : null
  }
  return null
}

export async function readAbout(type: string, id: string): Promise<About> {
  const owner = await hazardOf(type, id)
  const hazard = owner === null ? null : await readRecord('hazard', owner) ?? null
  const [photos, enterprise] = await Promise.all([
    owner === null ? [] : readPhotos('hazard', owner),
    hazard?.enterprise_id ? db().enterprise.get(hazard.enterprise_id) : undefined,
  ])
  const area = await db().area.get(enterprise?.area ?? hazard?.area ?? '')
  const own = type === 'photo' ? photos.find((photo) => photo.id === id) : undefined
  return { hazard, id: owner, title: hazard ? titleOf(hazard) : '', enterprise: enterprise?.name ?? hazard?.place ?? '', area: area?.name ?? '', photo: own ?? photos.find((photo) => photo.role === 'before') ?? photos[0] ?? null }
}

async function readWaiting(): Promise<WaitingItem[]> {
  const base = db()
  const ops = (await base.outbox.where('state').anyOf('waiting', 'held', 'sent').toArray()).filter((op) => op.op !== 'void')
  const captures = await base.captures.where('state').anyOf('captured', 'shrunk', 'uploading').toArray()
  const by = new Map<string, { ops: OutboxOp[], photos: number, type: string, id: string }>()
  const group = (key: string, type: string, id: string): { ops: OutboxOp[], photos: number } => {
    let found = by.get(key)
    if (!found) by.set(key, found = { ops: [], photos: 0, type, id })
    return found
  }
  for (const op of ops.sort((a, b) => a.n - b.n)) {
    const owner = await hazardOf(op.type, op.record)
    group(owner ?? op.record, owner === null ? op.type : 'hazard', owner ?? op.record).ops.push(op)
  }
  for (const capture of captures) group(capture.hazard, 'hazard', capture.hazard).photos += 1
  return Promise.all([...by].map(async ([key, { ops: some, photos, type, id }]) => ({ key, about: await readAbout(type, id), ops: some, photos, held: some.some((op) => op.state === 'held') })))
}

async function readTray(): Promise<Tray> {
  const base = db()
  const user = useMe().value?.user.id
  const [refused, broken, conflicts, contributions, verdicts, waiting] = await Promise.all([
    base.outbox.where('state').equals('attention').sortBy('n'),
    base.captures.where('state').equals('attention').toArray(),
    base.conflict.where('state').equals('open').toArray(),
    base.contribution.where('state').equals('open').toArray(),
    readVerdicts(),
    readWaiting(),
  ])
  const items: (TrayItem & { readonly asked: boolean })[] = []
  for (const row of conflicts) {
    const conflict = await readRecord('conflict', row.id)
    if (conflict?.state !== 'open') continue
    const mine = conflict.incoming_by?.id === user
    items.push({ kind: 'conflict', key: row.id, about: await readAbout(row.record_type, row.record_id), conflict, mine, asked: mine })
  }
  for (const op of refused) {
    const conflict = op.type === 'conflict' ? await readRecord('conflict', op.record) ?? null : null
    const about = conflict ? await readAbout(conflict.record_type, conflict.record_id) : await readAbout(op.type, op.record)
    items.push({ kind: 'refused', key: op.id, about, op, conflict, asked: true })
  }
  for (const capture of broken) items.push({ kind: 'photo', key: capture.id, about: { ...await readAbout('hazard', capture.hazard), photo: (await readPhotos('hazard', capture.hazard)).find((photo) => photo.id === capture.id) ?? null }, capture, asked: true })
  for (const row of contributions) {
    const contribution = await readRecord('contribution', row.id)
    if (contribution?.state !== 'open') continue
    const mine = contribution.by.id === user
    items.push({ kind: 'contribution', key: row.id, about: await readAbout(row.record_type, row.record_id), contribution, mine, asked: !mine && contribution.actions?.includes('adopt') === true })
  }
  for (const verdict of verdicts) items.push({ kind: 'verdict', key: verdict.row.id, about: await readAbout(verdict.row.record_type, verdict.row.record_id), verdict, asked: true })
  return { needs: items.filter((item) => item.asked), others: items.filter((item) => !item.asked), waiting }
}

export function useTray(): Readonly<Ref<Tray | null>> {
  return useLive<Tray, null>(readTray, null)
}

export function useConflict(id: string): Readonly<Ref<{ conflict: Viewed<Conflict>, about: About } | 'gone' | null>> {
  return useLive<{ conflict: Viewed<Conflict>, about: About } | 'gone', null>(async () => {
    const conflict = await readRecord('conflict', id)
    return conflict ? { conflict, about: await readAbout(conflict.record_type, conflict.record_id) } : 'gone'
  }, null)
}

export function useContribution(id: string): Readonly<Ref<{ contribution: Viewed<Contribution>, about: About } | 'gone' | null>> {
  return useLive<{ contribution: Viewed<Contribution>, about: About } | 'gone', null>(async () => {
    const contribution = await readRecord('contribution', id)
    return contribution ? { contribution, about: await readAbout(contribution.record_type, contribution.record_id) } : 'gone'
  }, null)
}
