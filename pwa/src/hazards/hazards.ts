/** Reading hazards: one with all that belongs to it, or a few for rows. */
import { type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { db, type OutboxOp } from '../database'
import type { Area, Comment, Enterprise, Hazard, RecordType } from '../lib/wire'
import { answering, readPhotos, readPhotosOf, type PhotoView } from '../photos/pictures'
import type { Loaded } from '../places/places'
import { useLive } from '../sync/live'
import { readOwned, readRecord, viewRecords } from '../sync/records'
import type { Viewed } from '../sync/view'
import { roundOf, titleOf } from './hazard'

export type SeenHazard = Viewed<Hazard>

export interface HazardView {
  readonly hazard: SeenHazard
  readonly enterprise: Enterprise | null
  readonly area: Area | null
  readonly photos: readonly PhotoView[]
  readonly comments: readonly (Viewed<Comment>)[]
  /** Acts done on this phone that the server has not answered, oldest first. */
  readonly waiting: readonly OutboxOp[]
  readonly refused: readonly OutboxOp[]
  /** The hazard this one was merged into, or that others were merged into this one. */
  readonly into: SeenHazard | null
  readonly merged: readonly Hazard[]
}

export async function readHazard(id: string): Promise<HazardView | null> {
  const hazard = await readRecord('hazard', id)
  if (!hazard) return null
  const merged = await db().hazard.where('state').equals('merged').filter(one => one.merged_into === id).toArray()
  const owners = [id, ...merged.map(one => one.id)]
  const [enterprise, photos, comments, ops, into] = await Promise.all([
    hazard.enterprise_id ? db().enterprise.get(hazard.enterprise_id) : undefined,
    Promise.all(owners.map(owner => readPhotos('hazard', owner))),
    Promise.all(owners.map(owner => readOwned('comment', 'hazard', owner))),
    db().outbox.where('record').equals(id).sortBy('n'),
    hazard.merged_into ? readRecord('hazard', hazard.merged_into) : undefined,
  ])
  const area = await db().area.get(enterprise?.area ?? hazard.area ?? '')
  const acts = ops.filter(op => op.op === 'act')
  return {
    hazard, enterprise: enterprise ?? null, area: area ?? null, photos: photos.flat(), comments: comments.flat(), into: into ?? null, merged,
    waiting: acts.filter(op => op.state !== 'attention'), refused: acts.filter(op => op.state === 'attention'),
  }
}

/** The hazard as this phone knows it now; follows edits, arrivals and answers. */
export function useHazard(id: MaybeRefOrGetter<string>): Readonly<Ref<Loaded<HazardView>>> {
  return useLive<Loaded<HazardView>>(async () => {
    const found = await readHazard(toValue(id))
    return found ? { state: 'here', value: found } : { state: 'missing' }
  }, { state: 'loading' }, [() => toValue(id)])
}

export interface HazardRow {
  readonly hazard: SeenHazard
  readonly title: string
  readonly enterprise: string
  readonly before: PhotoView | null
  readonly after: PhotoView | null
  /** How many of its photos are on this phone only. */
  readonly sending: { readonly done: number, readonly total: number } | null
}

/** Rows for these hazards, in this order; those this phone no longer has are left out. Call inside `useLive`. */
export async function readRows(ids: readonly string[]): Promise<HazardRow[]> {
  const wanted = new Set(ids)
  const rows = (await db().hazard.bulkGet([...ids])).filter(row => row !== undefined)
  const seen = new Map((await viewRecords('hazard', rows, one => wanted.has(one.id))).map(one => [one.id, one]))
  const enterprises = new Map((await db().enterprise.bulkGet([...new Set([...seen.values()].map(one => one.enterprise_id ?? ''))])).map(one => [one?.id, one?.name ?? '']))
  const pictures = await readPhotosOf('hazard', [...seen.keys()])
  const found: HazardRow[] = []
  for (const id of ids) {
    const hazard = seen.get(id)
    if (!hazard) continue
    const photos = pictures.get(id) ?? []
    const going = photos.filter(photo => photo.here !== null)
    found.push({
      hazard, title: titleOf(hazard), enterprise: enterprises.get(hazard.enterprise_id ?? '') ?? '',
      before: photos.find(photo => photo.role === 'before') ?? photos.find(photo => photo.role !== 'signature') ?? null,
      after: answering(photos, roundOf(hazard)),
      sending: going.some(photo => !photo.stored) ? { done: photos.filter(photo => photo.stored).length, total: photos.length } : null,
    })
  }
  return found
}

export function useRows(ids: MaybeRefOrGetter<readonly string[]>): Readonly<Ref<readonly HazardRow[]>> {
  return useLive<HazardRow[]>(() => readRows(toValue(ids)), [], [() => toValue(ids).join()])
}

/** Open hazards of one enterprise, and how many were closed. */
export function useHazardsAt(enterprise: MaybeRefOrGetter<string>): Readonly<Ref<{ readonly open: readonly string[], readonly closed: number } | null>> {
  return useLive(async () => {
    const id = toValue(enterprise)
    const all = await viewRecords('hazard', await db().hazard.where('enterprise_id').equals(id).toArray(), one => one.enterprise_id === id)
    const open = all.filter(one => !['closed', 'rejected', 'merged'].includes(one.state))
    open.sort((a, b) => (a.due_date ?? '9') < (b.due_date ?? '9') ? -1 : 1)
    return { open: open.map(one => one.id), closed: all.filter(one => one.state === 'closed').length }
  }, null, [() => toValue(enterprise)])
}

/** Names that were responsible at an enterprise before, latest first: nobody types the same name twice. */
export async function earlierResponsible(enterprise: string): Promise<string[]> {
  const all = await db().hazard.where('enterprise_id').equals(enterprise).filter(one => !!one.responsible).toArray()
  all.sort((a, b) => (a.found_at ?? '') < (b.found_at ?? '') ? 1 : -1)
  return [...new Set(all.map(one => one.responsible ?? ''))].slice(0, 4)
}

/** Whether this phone knows anything of a type yet. */
export const countOf = (type: RecordType): Promise<number> => db().table(type).count()
