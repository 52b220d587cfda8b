/** What waits for its owner, and what just waits. */
import type { Ref } from 'vue'

import { type Capture, db, type OutboxOp } from '../database'
import type { Conflict, Contribution } from '../lib/wire'
import { useMe } from '../people/session'
import { readPhotos } from '../photos/pictures'
import { useLive } from '../sync/live'
import { readRecord } from '../sync/records'
import { readVerdicts, type Verdict } from '../sync/verdicts'
import type { Viewed } from '../sync/view'
import { type About, readAbout } from './about'
import { readWaiting, type WaitingItem } from './waiting'

/** An op that the server did not take; where it wanted to settle two versions, with what stands of them. */
export interface Refused { readonly kind: 'refused', readonly key: string, readonly about: About, readonly op: OutboxOp, readonly conflict: Viewed<Conflict> | null }

export type TrayItem =
  | Refused
  | { readonly kind: 'photo', readonly key: string, readonly about: About, readonly capture: Capture }
  | { readonly kind: 'conflict', readonly key: string, readonly about: About, readonly conflict: Viewed<Conflict>, readonly mine: boolean }
  | { readonly kind: 'contribution', readonly key: string, readonly about: About, readonly contribution: Viewed<Contribution>, readonly mine: boolean }
  | { readonly kind: 'verdict', readonly key: string, readonly about: About, readonly verdict: Verdict }

export interface Tray {
  readonly needs: readonly TrayItem[]
  /** Other people's two versions and handed-over work that this person may settle, though nobody asked him first. */
  readonly others: readonly TrayItem[]
  readonly waiting: readonly WaitingItem[]
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
