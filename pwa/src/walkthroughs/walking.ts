/** Reading walkthroughs as a person sees them: what is asked, what was answered, what was found. */
import { computed, type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { db } from '../database'
import { type Locale, locale } from '../lib/i18n'
import type { Answer, Checklist, ChecklistItem, ChecklistSection, Enterprise, Walkthrough } from '../lib/wire'
import { useMe } from '../people/session'
import { type PhotoView, readPhotosOf, readSet } from '../photos/pictures'
import type { Loaded } from '../places/places'
import { useLive } from '../sync/live'
import { readAll, readRecord, viewRecords } from '../sync/records'
import type { Viewed } from '../sync/view'
import { type Before, readBefore } from './before'
import { digestOf } from './digest'
import { kindOf } from './own'
import { type Asked, asked, nextOpen, unproven } from './walkthrough'

export interface Walking {
  readonly walkthrough: Viewed<Walkthrough>
  readonly enterprise: Enterprise
  readonly checklist: Checklist
  /** Its questions as they were when it began; `items` are those that are asked now. */
  readonly sections: readonly ChecklistSection[]
  readonly items: readonly Asked[]
  readonly answers: ReadonlyMap<string, Viewed<Answer>>
  /** The walkthrough with this checklist here that came to an end before. */
  readonly last: Before | null
  /** Codes of items that have a photo: of the answer, or of a hazard found there. */
  readonly photographed: ReadonlySet<string>
  /** Ids of the hazards found on it, with the item where it was: those this phone alone knows too. */
  readonly found: ReadonlyMap<string, string>
  /** What a signature binds now; only where it is asked for. */
  readonly digest: string
}

/** Every answer of a walkthrough, as seen, by its item. */
async function answersOf(walkthrough: string): Promise<Map<string, Viewed<Answer>>> {
  const rows = await db().answer.where('walkthrough_id').equals(walkthrough).toArray()
  const seen = await viewRecords('answer', rows, one => one.walkthrough_id === walkthrough)
  return new Map(seen.map(one => [one.item, one]))
}

/** Hazards found on it, by id: the server's list, and what was made here and has not come back yet. */
async function foundOn(walkthrough: Walkthrough): Promise<Map<string, string>> {
  const ids = walkthrough.hazards ?? []
  const known = await db().hazard.bulkGet([...ids])
  const found = new Map(ids.map((id, i) => [id, known[i]?.criterion ?? '']))
  const made = [...await db().outbox.where('type').equals('hazard').toArray(), ...await db().answered.where('[type+settling]').equals(['hazard', 1]).toArray()]
  for (const op of made) {
    if (op.op !== 'create' || op.state === 'attention' || op.data?.['walkthrough_id'] !== walkthrough.id) continue
    const item = op.data['criterion'] ?? op.data['item']
    found.set(op.record, typeof item === 'string' ? item : '')
  }
  return found
}

/** Codes of the items whose answer has a photo of its own; only those are looked at that may ask for one. */
async function photographedOf(sections: readonly ChecklistSection[], answers: ReadonlyMap<string, Viewed<Answer>>): Promise<ReadonlySet<string>> {
  const asking = sections.flatMap(section => section.items).filter(item => item.kind === 'photo' || item.evidence?.some(one => one.kind === 'photo'))
  const ids = new Map(asking.flatMap(({ code }) => { const id = answers.get(code)?.id; return id ? [[id, code] as const] : [] }))
  if (ids.size === 0) return new Set()
  const photos = await readPhotosOf('answer', [...ids.keys()])
  return new Set([...photos].filter(([, some]) => some.length > 0).map(([id]) => ids.get(id) ?? ''))
}

/** `bound`: also work out what a signature binds, which nobody needs at every tap. */
export async function readWalking(id: string, bound = false): Promise<Walking | null> {
  const seen = await readRecord('walkthrough', id)
  if (!seen) return null
  const walkthrough = { ...seen, kind: kindOf(seen, useMe().value) }
  const [enterprise, checklist, answers, last, found] = await Promise.all([
    readRecord('enterprise', walkthrough.enterprise_id), db().checklist.get(walkthrough.checklist_id), answersOf(id), readBefore(walkthrough), foundOn(walkthrough),
  ])
  if (!enterprise || !checklist) return null
  const sections = walkthrough.sections ?? checklist.sections
  const items = asked(sections, enterprise, answers)
  const photographed = new Set([...await photographedOf(sections, answers), ...found.values()])
  const digest = !bound ? '' : await digestOf(id, walkthrough.checklist_id, [...answers.values()], [...found.keys()])
  return { walkthrough, enterprise, checklist, sections, items, answers, last, found, photographed, digest }
}

/** Failed without a hazard that was recorded, or without a proof that is asked for: what must be done before it ends. */
export function lacking(now: Pick<Walking, 'items' | 'answers' | 'found' | 'photographed'>): Asked[] {
  const bare = new Set(unproven(now.items, now.answers, now.photographed))
  const recorded = new Set(now.found.values())
  return now.items.filter(one => bare.has(one) || (now.answers.get(one.item.code)?.result === 'fail' && !recorded.has(one.item.code)))
}

export function useWalking(id: MaybeRefOrGetter<string>, bound = false): Readonly<Ref<Loaded<Walking>>> {
  return useLive<Loaded<Walking>>(async () => {
    const value = await readWalking(toValue(id), bound)
    return value ? { state: 'here', value } : { state: 'missing' }
  }, { state: 'loading' }, [() => toValue(id)])
}

export interface Begun { readonly walkthrough: Pick<Walkthrough, 'id' | 'state' | 'started_at' | 'inspectors'>, readonly name: string, readonly done: number, readonly all: number, readonly next: number }

/** Walkthroughs that are not signed yet, the latest first: this person's anywhere, or at one enterprise everybody's, so that two can walk together; null until they are read. */
export function useBegun(me: MaybeRefOrGetter<string | undefined>, enterprise?: MaybeRefOrGetter<string>): Readonly<Ref<readonly Begun[] | null>> {
  return useLive<Begun[] | null>(async () => {
    const mine = toValue(me)
    const place = toValue(enterprise)
    const open = (await readAll('walkthrough')).filter(one => (one.state === 'walking' || one.state === 'finished') && (place ? one.enterprise_id === place : (one.inspectors ?? []).some(walker => walker.id === mine)))
    const found = await Promise.all(open.map(async ({ id }): Promise<Begun | null> => {
      const walking = await readWalking(id)
      if (!walking) return null
      const { walkthrough, enterprise: at, items, answers } = walking
      const done = items.filter(one => answers.get(one.item.code)?.result).length
      return { walkthrough, name: at.name, done, all: items.length, next: nextOpen(items, answers)?.n ?? items.length }
    }))
    return found.filter(one => one !== null).sort((a, b) => Date.parse(b.walkthrough.started_at ?? '') - Date.parse(a.walkthrough.started_at ?? ''))
  }, null, [() => toValue(me), () => toValue(enterprise)])
}

/** Checks of one enterprise that came to their end, the latest first. */
export function useDone(enterprise: MaybeRefOrGetter<string>): Readonly<Ref<readonly Walkthrough[]>> {
  return useLive<readonly Walkthrough[]>(async () => {
    const place = toValue(enterprise)
    const rows = await db().walkthrough.where('enterprise_id').equals(place).toArray()
    const seen = await viewRecords('walkthrough', rows, one => one.enterprise_id === place && (one.state === 'finished' || one.state === 'signed'))
    return seen.sort((a, b) => Date.parse(b.started_at ?? '') - Date.parse(a.started_at ?? ''))
  }, [], [() => toValue(enterprise)])
}

export function useChecklists(): Readonly<Ref<readonly Checklist[]>> {
  return useLive<readonly Checklist[]>(() => db().checklist.toArray(), [])
}

/** One photo by its id, wherever it is now: a signature. */
export function usePhoto(id: MaybeRefOrGetter<string>): Readonly<Ref<PhotoView | null>> {
  return useLive<PhotoView | null>(async () => (await readSet(toValue(id)))?.photos.find(one => one.id === toValue(id)) ?? null, null, [() => toValue(id)])
}

/** The item for which a hazard is being photographed, while the camera is open. */
export function useItem(walkthrough: string | null, code: string): Readonly<Ref<ChecklistItem | null>> {
  return useLive<ChecklistItem | null>(async () => {
    const one = walkthrough ? await readRecord('walkthrough', walkthrough) : undefined
    const sections = one?.sections ?? (one ? (await db().checklist.get(one.checklist_id))?.sections : undefined) ?? []
    return sections.flatMap(section => section.items).find(item => item.code === code) ?? null
  }, null)
}

/** Words of a checklist in the language of the screen; where it has none in it, in Chinese. */
export const inWords = (zh: string, en: string | null | undefined, language: Locale = locale()): string => (language === 'en' && en) || zh
export const questionOf = (item: ChecklistItem): string => inWords(item.question, item.question_en)
export const titleOf = (one: Pick<Checklist | ChecklistSection, 'title' | 'title_en'>): string => inWords(one.title, one.title_en)

/** The walkthrough of a page once it is read, and null before and without one. */
export const whenHere = (loaded: Readonly<Ref<Loaded<Walking>>>) => computed(() => loaded.value.state === 'here' ? loaded.value.value : null)
