/** What a camera page saves: a new hazard with its photos, or a repair with its after photos. Each is one transaction. */
import { db } from '../database'
import { stamp as timestamp } from '../lib/clock'
import type { Enterprise, Hazard, Me, Plan, Role } from '../lib/wire'
import { addPhotos, type Picture } from '../photos/album'
import { withRoom } from '../storage/full'
import { act, create, newId, poke, set } from '../sync/outbox'
import { answerId } from '../walkthroughs/actions'
import { noteSaved } from './justSaved'
import type { Fix } from './position'

/** Where a hazard is: at an enterprise, or anywhere in an area with its place in words. */
export type Place = { enterprise: string } | { area: string | null; words: string }

/** By which channel a hazard that this person finds comes to the list (taxonomy §1). */
const CHANNELS: Partial<Record<Role, string>> = {
  grid: 'grid_report', township: 'supervision_check', district: 'supervision_check', admin: 'supervision_check',
  principal: 'self_check', manager: 'self_check', employee: 'employee_report', expert: 'expert',
}
const FIRST: readonly Role[] = ['grid', 'township', 'district', 'expert', 'manager', 'principal', 'employee', 'admin']

export function channelOf(roles: readonly Role[]): string {
  const role = FIRST.find(one => roles.includes(one))
  return (role && CHANNELS[role]) ?? 'grid_report'
}

export interface Found { place: Place; fix: Fix | null; pictures: readonly Picture[]; me: Me; on?: OnWalkthrough | null; again?: Again | null }

/** A closed hazard that was seen again on a visit: the new one begins with its words. */
export interface Again { of: Pick<Hazard, 'id' | 'description' | 'category' | 'place' | 'severity' | 'criterion'>; plan: Pick<Plan, 'id' | 'version'> | null }

/** The item of a walkthrough that failed; the hazard begins with its words. */
export interface OnWalkthrough { walkthrough: string; item: string; words: string; category: string | null; suspected: boolean }

/**
 * A hazard that was just found, with its photos. Answers its id once the phone's store has confirmed.
 * @throws NoRoom
 */
export async function saveFound(found: Found, draft: string): Promise<string> {
  const { place, fix, pictures, me, on, again } = found
  const id = newId()
  const where = 'enterprise' in place ? { enterprise_id: place.enterprise } : { enterprise_id: null, area: place.area, place: place.words }
  // A gallery picture knows where it was taken; the phone knows only where it is now.
  const own = pictures.every(p => p.source === 'gallery') ? pictures.find(p => p.lat !== null) : undefined
  const at = own ?? fix
  const data = {
    ...where, description: '', severity: 'general', channel: channelOf(me.roles), found_at: timestamp(),
    lat: at?.lat ?? null, lon: at?.lon ?? null, accuracy_m: at?.accuracy_m ?? null,
    ...(on ? {
      walkthrough_id: on.walkthrough, criterion: on.item, description: on.words, ...(on.category ? { category: on.category } : {}),
      ...(on.suspected ? { severity: 'major_suspected' } : {}),
    } : {}),
    ...(again ? wordsOf(again.of) : {}),
  }
  await addPhotos({ type: 'hazard', id }, 'before', pictures, async () => {
    await create('hazard', id, data)
    if (again?.plan) await act('plan', again.plan.id, again.plan.version, 'look', { hazard: again.of.id, outcome: 'recurred', found: id })
    await db().drafts.delete(draft)
  })
  noteSaved({ id, at: timestamp(), photos: pictures.length })
  return id
}

/** What is said of the one that came back: as before, and how severe it is now a person judges. */
function wordsOf(of: Again['of']): Record<string, unknown> {
  const suspected = of.severity !== 'general' && of.criterion ? { severity: 'major_suspected', criterion: of.criterion } : {}
  return { recurs_of: of.id, description: of.description ?? '', ...(of.category ? { category: of.category } : {}), ...(of.place ? { place: of.place } : {}), ...suspected }
}

/**
 * A closed hazard was looked at again and is as it was put right; its photos go before the act, which names them.
 * @throws NoRoom
 */
export async function saveKept(plan: Pick<Plan, 'id' | 'version'>, hazard: string, pictures: readonly Picture[], note: string, draft: string): Promise<void> {
  await addPhotos({ type: 'hazard', id: hazard }, 'site', pictures, async () => {
    await act('plan', plan.id, plan.version, 'look', { hazard, outcome: 'kept', ...(note ? { note } : {}), photos: pictures.map(one => one.id) }, 'photos')
    await db().drafts.delete(draft)
  })
}

export type FixAct = 'submit_rectification' | 'fix_on_site'

/**
 * Hand in a repair: its after photos and the act, which waits on this phone until the photos' records lead the way.
 * @throws NoRoom
 */
export async function saveFixed(hazard: Pick<Hazard, 'id' | 'version'>, action: FixAct, pictures: readonly Picture[], note: string, drafts: readonly string[]): Promise<void> {
  await addPhotos({ type: 'hazard', id: hazard.id }, 'after', pictures, async () => {
    await act('hazard', hazard.id, hazard.version, action, note ? { note } : {}, 'photos')
    await db().drafts.bulkDelete([...drafts])
  })
}

/** What a photo added to a hazard that is on the list is of: the finding, or the site once its repair is ordered. */
export const roleOfMore = (hazard: Pick<Hazard, 'state'>): 'before' | 'site' =>
  ['reported', 'confirmed'].includes(hazard.state) ? 'before' : 'site'

/**
 * More photos of a hazard that is on the list already.
 * @throws NoRoom
 */
export async function saveMore(hazard: Pick<Hazard, 'id' | 'state'>, pictures: readonly Picture[], draft: string): Promise<void> {
  await addPhotos({ type: 'hazard', id: hazard.id }, roleOfMore(hazard), pictures, () => db().drafts.delete(draft))
}

/**
 * The photos that an item of a walkthrough asks for beside its answer.
 * @throws NoRoom
 */
export async function saveProof(walkthrough: string, item: string, pictures: readonly Picture[], draft: string): Promise<void> {
  await addPhotos({ type: 'answer', id: await answerId(walkthrough, item) }, 'evidence', pictures, () => db().drafts.delete(draft))
}

/**
 * The person says it was elsewhere. While the hazard has not left the phone its own words are put right;
 * afterwards it is an ordinary change.
 */
export async function movePlace(hazard: Hazard, enterprise: Pick<Enterprise, 'id'> | null): Promise<void> {
  const base = db()
  const was = hazard.enterprise_id ?? null
  const next = enterprise?.id ?? null
  if (was === next) return
  await withRoom(() => base.transaction('rw', [base.outbox, base.enterprise], async () => {
    const area = hazard.area ?? (was ? (await base.enterprise.get(was))?.area : undefined) ?? null
    const made = (await base.outbox.where('[type+record]').equals(['hazard', hazard.id]).toArray()).find(op => op.op === 'create')
    if (made?.state === 'waiting' && made.seq === undefined) {
      await base.outbox.update(made.n, { data: { ...made.data, enterprise_id: next, ...(next ? {} : { area }) } })
    } else {
      await set('hazard', hazard.id, hazard.version, { enterprise_id: { was, now: next } })
    }
  }))
  poke()
}
