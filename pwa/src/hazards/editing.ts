/**
 * What a form that changes fields began from. Others may change the record while it lies open: what the person has not
 * touched follows them, and what he has is sent with what he saw, so that nobody's words give way unasked.
 */
import type { Hazard } from '../lib/wire'
import type { Editable } from './actions'
import type { Written } from './hazard'

/** A hazard's words with the version that had them. */
export type Saw = Editable & Pick<Hazard, 'version'>

export const sawOf = ({ version, description, category, place, disposal }: Saw): Saw => ({ version, description, category, place, disposal })

/** The same as a form holds them: a field that stands empty is an empty line. */
export const writtenOf = (saw: Saw): Written => ({ description: saw.description ?? '', category: saw.category ?? '', place: saw.place ?? '', disposal: saw.disposal ?? null })

/** Where a form begins: at what stands there, or at what an app before this one kept of it, which did not note what its person saw. */
export function beginAt(now: Saw, kept: Written | null): { written: Written, saw: Saw } {
  const { description, category, place, disposal } = kept ?? writtenOf(now)
  return { written: { description, category: category ?? '', place, disposal }, saw: sawOf(now) }
}

const FIELDS = ['description', 'category', 'place', 'disposal'] as const

/** How the form goes on when the hazard reads `now`, and what its person has seen by then. */
export function follow(written: Written, saw: Saw, now: Saw): { written: Written, saw: Saw } {
  const [before, after] = [writtenOf(saw), writtenOf(now)]
  const alone = FIELDS.filter((name) => written[name] === before[name])
  const pick = <T extends object>(from: T): Partial<T> => Object.fromEntries(alone.map((name) => [name, from[name as keyof T]])) as Partial<T>
  // He has seen the newer version only when nothing written over the older one is left in the form.
  const version = alone.length === FIELDS.length ? now.version : saw.version
  return { written: { ...written, ...pick(after) }, saw: { ...saw, ...pick(sawOf(now)), version } }
}
