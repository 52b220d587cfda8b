/** The truth about what is where, for the truth line and the tray: one reading shared by every screen. */
import { type EffectScope, type Ref, computed, effectScope, ref } from 'vue'

import { type Capture, databaseName, db, type Facts, type OutboxOp } from '../database'
import { clockSkew } from '../lib/clock'
import { afterPaint } from '../lib/moment'
import { asideNow } from './aside'
import { revokedAtOnce } from './ending'
import { useLive } from './live'
import { readVerdicts } from './verdicts'

export interface SyncStatus {
  /** The phone's store has been read: until then nothing is claimed. */
  readonly known: boolean
  /** Things that wait on this phone: a hazard with all its changes and photos counts once. */
  readonly waiting: number
  /** Of these, how many he has set aside. */
  readonly aside: number
  /** Things a person must look at. */
  readonly attention: number
  readonly uploading: { readonly done: number, readonly total: number }
  readonly last_at: string | null
  readonly online: boolean
  /** The first fetch is still running: so many records so far. */
  readonly first_sync: { readonly got: number } | null
  readonly ended: Facts['ended']['why'] | null
  /** The server asks for a newer version of this app. */
  readonly too_old: boolean
  /** When the loop tries again by itself, as milliseconds since 1970; 0 while it runs. */
  readonly next_at: number | null
}

/** Whether the server could be reached last time. Written by the loop. */
export const reachable: Ref<boolean> = ref(typeof navigator === 'undefined' || navigator.onLine)
export const nextAt: Ref<number | null> = ref(null)

/**
 * What a person would count: a hazard with its changes, comments and photos is one thing.
 */
export function thingsOf(ops: readonly OutboxOp[], photos: readonly Capture[]): Set<string> {
  const owner = (op: OutboxOp): string => typeof op.data?.['owner_id'] === 'string' ? op.data['owner_id'] : op.record
  return new Set([...ops.filter((op) => op.op !== 'void').map(owner), ...photos.map((photo) => photo.hazard)])
}

/**
 * How far the photos that are on their way now have come. A stored photo counts while it travelled in the same
 * unbroken stretch as one that still travels; the week's others do not.
 */
export function progressOf(stored: readonly Capture[], going: readonly Capture[], skew = 0): { done: number, total: number } {
  if (going.length === 0) return { done: 0, total: 0 }
  const saved = (photo: Capture): number => Date.parse(photo.saved_at)
  // Told by the server's clock, while the saving was told by the phone's.
  const arrived = (photo: Capture): number => Date.parse(photo.stored_at ?? '') - skew
  let began = Math.min(...going.map(saved))
  let done = 0
  for (const photo of [...stored].sort((a, b) => arrived(b) - arrived(a))) {
    if (!(arrived(photo) >= began)) break
    began = Math.min(began, saved(photo))
    done += 1
  }
  return { done, total: done + going.length }
}

async function read(): Promise<Omit<SyncStatus, 'online' | 'next_at'>> {
  const base = db()
  const [facts, attention, kept, broken, conflicts, contributions, decided, verdicts, stored, going, aside] = await Promise.all([
    base.facts.bulkGet(['last_at', 'first', 'ended', 'too_old']),
    base.outbox.where('state').equals('attention').count(),
    base.outbox.where('state').anyOf('waiting', 'held', 'sent').toArray(),
    base.captures.where('state').equals('attention').count(),
    // Violet is for its owner: the one whose value did not take effect. (The database is named after him.)
    base.conflict.where('state').equals('open').filter((row) => base.name === `xunan-${row.incoming_by?.id ?? ''}`).toArray(),
    base.contribution.where('state').equals('open').filter((row) => row.actions?.includes('adopt') === true).toArray(),
    base.outbox.where('type').anyOf('conflict', 'contribution').filter((op) => op.state !== 'attention').toArray(),
    readVerdicts(),
    base.captures.where('state').equals('stored').filter((photo) => !photo.cleared).toArray(),
    base.captures.where('state').anyOf('captured', 'shrunk', 'uploading').toArray(),
    asideNow(),
  ])
  const [last, first, ended, old] = facts.map((fact) => fact?.value)
  // What this person has just decided waits for nobody but the signal.
  const settled = new Set(decided.map((op) => op.record))
  const open = [...conflicts, ...contributions].filter((row) => !settled.has(row.id)).length
  const begun = first as Facts['first'] | undefined
  return {
    known: true,
    waiting: thingsOf(kept, going).size,
    aside: aside.length,
    attention: attention + broken + open + verdicts.length,
    uploading: progressOf(stored, going.filter((photo) => !aside.includes(photo.hazard)), clockSkew()),
    last_at: (last as string | undefined) ?? null,
    first_sync: begun?.done === true ? null : { got: begun?.got ?? 0 },
    ended: (ended as Facts['ended'] | undefined)?.why ?? null,
    too_old: old === true,
  }
}

const UNKNOWN: Omit<SyncStatus, 'online' | 'next_at'> = { known: false, waiting: 0, aside: 0, attention: 0, uploading: { done: 0, total: 0 }, last_at: null, first_sync: null, ended: null, too_old: false }

let shared: { status: Readonly<Ref<SyncStatus>>, scope: EffectScope, base: string } | null = null

export function useSyncStatus(): Readonly<Ref<SyncStatus>> {
  const base = databaseName()
  if (shared?.base !== base) {
    shared?.scope.stop()
    const scope = effectScope(true)
    const status = scope.run(() => {
      // The screen first: ten readings of the store would stand between a cold start and its first picture.
      const first: typeof UNKNOWN = revokedAtOnce(base) ? { ...UNKNOWN, ended: 'device_revoked' } : UNKNOWN
      const facts = useLive(read, first, [], afterPaint())
      return computed<SyncStatus>(() => ({ ...facts.value, online: reachable.value, next_at: nextAt.value }))
    })
    if (!status) throw new Error('The status could not be followed.')
    shared = { status, scope, base }
  }
  return shared.status
}
