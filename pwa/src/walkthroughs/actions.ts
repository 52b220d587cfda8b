/** What a person does on a walkthrough. Each tap is one transaction, saved when it returns. */
import { db } from '../database'
import { stamp } from '../lib/clock'
import { namedId } from '../lib/id'
import type { Answer, Inspector, Me, Walkthrough } from '../lib/wire'
import { addPhotos, type Picture } from '../photos/album'
import { withRoom } from '../storage/full'
import { act, create, newId, poke, set } from '../sync/outbox'

interface Spot { readonly lat: number, readonly lon: number, readonly accuracy_m: number | null }
type Seen = Pick<Walkthrough, 'id' | 'version'>
const where = (spot: Spot | null): Record<string, number> => spot ? { lat: spot.lat, lon: spot.lon, ...(spot.accuracy_m === null ? {} : { accuracy_m: spot.accuracy_m }) } : {}

async function save(work: () => Promise<unknown>): Promise<void> {
  await withRoom(() => db().transaction('rw', [db().outbox], async () => { await work() }))
  poke()
}

/** Where somebody begins: an enterprise, the checklist that fits it, and the plan it is walked for. */
export interface Beginning { readonly enterprise: string, readonly checklist: string, readonly plan?: string | null }

/**
 * Begin at several enterprises at once, all or none: each has a walkthrough of its own, and they share the visit, the
 * arrival and who walks. Answers their ids in the same order. @throws NoRoom
 */
export async function beginAll(beginnings: readonly Beginning[], me: Me, spot: Spot | null, more: { readonly companions?: readonly Inspector[], readonly visit?: string } = {}): Promise<string[]> {
  const inspectors = [{ id: me.user.id, name: me.user.name }, ...(more.companions ?? []).filter(one => one.id !== me.user.id)]
  const visit = more.visit ?? (beginnings.length > 1 ? newId() : undefined)
  const shared = { inspectors, started_at: stamp(), ...(visit ? { visit_id: visit } : {}), ...where(spot) }
  const ids = beginnings.map(() => newId())
  await save(async () => {
    for (const [i, one] of beginnings.entries()) await create('walkthrough', ids[i] ?? '', { enterprise_id: one.enterprise, checklist_id: one.checklist, ...(one.plan ? { plan_id: one.plan } : {}), ...shared })
  })
  return ids
}

/** Begin to go through an enterprise with a checklist, for a plan or without one. Answers the walkthrough's id. @throws NoRoom */
export async function begin(enterprise: string, checklist: string, me: Me, spot: Spot | null, plan: string | null = null): Promise<string> {
  const [id = ''] = await beginAll([{ enterprise, checklist, plan }], me, spot)
  return id
}

/** The visit of a walkthrough that was begun alone, so that others can join it. Answers its id. @throws NoRoom */
export async function openVisit(one: Seen & Pick<Walkthrough, 'visit_id'>): Promise<string> {
  if (one.visit_id) return one.visit_id
  const visit = newId()
  await save(() => set('walkthrough', one.id, one.version, { visit_id: { was: null, now: visit } }))
  return visit
}

/** Who walks, after whoever began it; until it is finished. @throws NoRoom */
export const changeTeam = (one: Seen & Pick<Walkthrough, 'inspectors'>, others: readonly Inspector[]): Promise<void> => {
  const was = one.inspectors ?? []
  return save(() => set('walkthrough', one.id, one.version, { inspectors: { was, now: [...was.slice(0, 1), ...others] } }))
}

export type Said = Pick<Answer, 'result' | 'number' | 'choice' | 'text' | 'note'>

const ids = new Map<string, string>()

/** The id of an answer; asked for while the person reads, it is there when he taps. */
export async function answerId(walkthrough: string, item: string): Promise<string> {
  const name = `${walkthrough} ${item}`
  const id = ids.get(name) ?? await namedId(walkthrough, item)
  ids.set(name, id)
  return id
}

/** One answer as it was tapped. `before`: the answer as the person saw it, if there was one. */
export interface Saying { readonly item: string, readonly said: Partial<Said>, readonly before: Answer | undefined }

/** Answer items, or answer them anew, all or none: only what really differs travels. @throws NoRoom */
export async function answer(walkthrough: string, sayings: readonly Saying[]): Promise<void> {
  const named = await Promise.all(sayings.map(async one => one.before?.id ?? await answerId(walkthrough, one.item)))
  await save(async () => {
    for (const [i, { item, said, before }] of sayings.entries()) await answerOne(walkthrough, named[i] ?? '', item, said, before)
  })
}

async function answerOne(walkthrough: string, id: string, item: string, said: Partial<Said>, before: Answer | undefined): Promise<void> {
  if (!before) {
    const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== undefined))
    await create('answer', id, { walkthrough_id: walkthrough, item, ...given })
    return
  }
  const names = Object.keys(said) as (keyof Said)[]
  const changed = names.filter(name => (before[name] ?? null) !== (said[name] ?? null))
  if (changed.length === 0) return
  const fields = Object.fromEntries(changed.map(name => [name, { was: before[name] ?? null, now: said[name] ?? null }]))
  await set('answer', id, before.version, fields)
}

/** Everything asked here was answered. @throws NoRoom */
export const finish = (one: Seen, spot: Spot | null): Promise<void> => save(() => act('walkthrough', one.id, one.version, 'finish', { finished_at: stamp(), ...where(spot) }))

/** They leave the premises once: the same moment and place ends every one of these, all or none. @throws NoRoom */
export async function finishAll(some: readonly Seen[], spot: Spot | null): Promise<void> {
  const left = { finished_at: stamp(), ...where(spot) }
  await save(async () => { for (const one of some) await act('walkthrough', one.id, one.version, 'finish', left) })
}

/** Sign on the glass for what was found; the act waits until the drawn signature leads the way. @throws NoRoom */
export async function sign(one: Seen, role: 'inspector' | 'enterprise' | 'principal', name: string, digest: string, drawn: ArrayBuffer): Promise<void> {
  const picture: Picture = { id: newId(), type: 'image/jpeg', source: 'pad', taken_at: stamp(), lat: null, lon: null, accuracy_m: null, stamp: null, bytes: drawn }
  await addPhotos({ type: 'walkthrough', id: one.id }, 'signature', [picture], async () => {
    await act('walkthrough', one.id, one.version, 'sign', { role, name, photo: picture.id, digest }, 'photos')
  })
}

/** The enterprise would not sign. @throws NoRoom */
export const refuse = (one: Seen, reason: string, witness: string): Promise<void> => save(() => act('walkthrough', one.id, one.version, 'refuse_signature', { reason, witness }))

/** It was begun by mistake. @throws NoRoom */
export const withdraw = (one: Seen, reason: string): Promise<void> => save(() => act('walkthrough', one.id, one.version, 'withdraw', { reason }))
