/** What a person does on a walkthrough. Each tap is one transaction, saved when it returns. */
import { db } from '../database'
import { stamp } from '../lib/clock'
import { namedId } from '../lib/id'
import type { Answer, Me, Walkthrough } from '../lib/wire'
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

/** Begin to go through an enterprise with a checklist, for a plan or without one. Answers the walkthrough's id. @throws NoRoom */
export async function begin(enterprise: string, checklist: string, me: Me, spot: Spot | null, plan: string | null = null): Promise<string> {
  const id = newId()
  const inspectors = [{ id: me.user.id, name: me.user.name }]
  await save(() => create('walkthrough', id, { enterprise_id: enterprise, checklist_id: checklist, inspectors, started_at: stamp(), ...(plan ? { plan_id: plan } : {}), ...where(spot) }))
  return id
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

/** Sign on the glass for what was found; the act waits until the drawn signature leads the way. @throws NoRoom */
export async function sign(one: Seen, role: 'inspector' | 'enterprise', name: string, digest: string, drawn: ArrayBuffer): Promise<void> {
  const picture: Picture = { id: newId(), type: 'image/jpeg', source: 'pad', taken_at: stamp(), lat: null, lon: null, accuracy_m: null, stamp: null, bytes: drawn }
  await addPhotos({ type: 'walkthrough', id: one.id }, 'signature', [picture], async () => {
    await act('walkthrough', one.id, one.version, 'sign', { role, name, photo: picture.id, digest }, 'photos')
  })
}

/** The enterprise would not sign. @throws NoRoom */
export const refuse = (one: Seen, reason: string, witness: string): Promise<void> => save(() => act('walkthrough', one.id, one.version, 'refuse_signature', { reason, witness }))

/** It was begun by mistake. @throws NoRoom */
export const withdraw = (one: Seen, reason: string): Promise<void> => save(() => act('walkthrough', one.id, one.version, 'withdraw', { reason }))
