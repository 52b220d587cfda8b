/** What a walkthrough will need where there is no signal, and what of it this phone does not hold. */
import { db } from '../database'
import { isOpen } from '../hazards/stages'
import type { Maybe, Plan } from '../lib/wire'
import { missingExamples, roomForExamples } from '../photos/examples'
import { readPhotosOf } from '../photos/pictures'
import { theOneBefore } from '../walkthroughs/before'
import { proposed } from '../walkthroughs/walkthrough'

/**
 * `all`: the first fetch is not whole. `checklist`: none is here, or none has a part for this enterprise. `answers`: of
 * the walkthrough before. `hazards`: so many that were found then. `pictures`: so many thumbnails.
 */
export type Lack = 'all' | 'enterprise' | 'checklist' | 'answers' | 'hazards' | 'certificates' | 'bank' | 'pictures'
export interface Need { readonly what: Lack, readonly n: number }

/** What this phone holds for one plan. */
export interface Held {
  /** Everything this person may see has come once. */
  readonly whole: boolean
  /** Types that an older app passed over are still to come. */
  readonly certificates: boolean
  readonly enterprise: boolean
  /** How many items of the plan's checklist are asked there. */
  readonly items: number
  /** The walkthrough before: how many of its answers are here; null where there was none. */
  readonly answers: number | null
  /** Hazards found then that are not here, though those who walked it may see them. */
  readonly lost: number
  readonly questions: number
  readonly pictures: number
}

/** What is missing, the greatest first. Pure. */
export function lacking(held: Held): Need[] {
  const needs: (Need | false)[] = [
    !held.whole && { what: 'all', n: 1 }, !held.enterprise && { what: 'enterprise', n: 1 }, held.items === 0 && { what: 'checklist', n: 1 },
    held.answers === 0 && { what: 'answers', n: 1 }, held.lost > 0 && { what: 'hazards', n: held.lost }, !held.certificates && { what: 'certificates', n: 1 },
    held.questions === 0 && { what: 'bank', n: 1 }, held.pictures > 0 && { what: 'pictures', n: held.pictures },
  ]
  return needs.filter(each => each !== false)
}

/** Pictures of one place that are fetched ahead. */
const MOST_PICTURES = 60
const thumb = (id: string): string => `/api/v1/photos/${id}?size=thumb`

/** Thumbnails that these records hang on and that are neither kept nor cached. */
async function thumbs(owners: readonly (readonly [type: string, ids: readonly string[]])[]): Promise<string[]> {
  const photos = (await Promise.all(owners.map(async ([type, ids]) => ids.length ? [...(await readPhotosOf(type, ids)).values()].flat() : []))).flat()
  const wanted = photos.filter(one => one.stored && one.role !== 'signature').slice(0, MOST_PICTURES)
  const here = await db().renditions.bulkGet(wanted.map((one): [string, string] => [one.id, 'thumb']))
  const cache = 'caches' in globalThis ? await caches.open('photos-thumb') : null
  return (await Promise.all(wanted.map(async (one, i) => here[i] || await cache?.match(thumb(one.id), { ignoreVary: true }) ? [] : [thumb(one.id)]))).flat()
}

/** What this plan's walkthrough lacks here, and the addresses of the pictures among it. */
export async function readNeeds(plan: Pick<Plan, 'id' | 'enterprise_id' | 'checklist_id'> & { readonly hazards?: Maybe<readonly string[]> }): Promise<{ needs: Need[], addresses: string[] }> {
  const base = db()
  // What lies at no enterprise asks for its hazards alone.
  const firm = plan.enterprise_id ?? ''
  const [first, types, enterprise, lists, hazards, cards, walks, questions] = await Promise.all([
    base.fact('first'), base.fact('types'), base.enterprise.get(firm), base.checklist.toArray(), firm ? base.hazard.where('enterprise_id').equals(firm).toArray() : base.hazard.bulkGet([...plan.hazards ?? []]).then(some => some.filter(one => one !== undefined)),
    base.certificate.where('enterprise_id').equals(firm).toArray(), base.walkthrough.where('enterprise_id').equals(firm).toArray(), base.quiz_question.count(),
  ])
  // Who only looks again at closed hazards goes through no checklist.
  const looks = (plan.hazards?.length ?? 0) > 0
  const fitting = enterprise ? proposed(lists, enterprise) : []
  const list = plan.checklist_id ? lists.find(one => one.id === plan.checklist_id) : fitting[0]?.list
  const before = looks || !list ? undefined : theOneBefore(walks, { id: '', enterprise_id: firm, checklist_id: list.id })
  const answers = before ? await base.answer.where('walkthrough_id').equals(before.id).toArray() : null
  const open = hazards.filter(one => isOpen(one.state) || plan.hazards?.includes(one.id) || one.walkthrough_id === before?.id)
  const here = new Set(hazards.map(one => one.id))
  // Of an example two sizes are kept, and they are one picture.
  const addresses = [
    ...await thumbs([['hazard', open.map(one => one.id)], ['answer', (answers ?? []).map(one => one.id)], ['certificate', cards.filter(one => one.state === 'registered').map(one => one.id)]]),
    ...(list && !looks && await roomForExamples() ? await missingExamples(list.sections) : []),
  ]
  return {
    addresses,
    needs: lacking({
      whole: first?.done === true, certificates: !types || types.includes('certificate'), enterprise: !firm || enterprise !== undefined,
      items: looks ? 1 : list ? fitting.find(one => one.list.id === list.id)?.count ?? (plan.checklist_id ? list.sections.length : 0) : 0,
      answers: answers && answers.length, lost: ((looks ? plan.hazards : before?.hazards) ?? []).filter(id => !here.has(id)).length, questions: looks ? 1 : questions, pictures: new Set(addresses.map(each => each.split('?')[0])).size,
    }),
  }
}
