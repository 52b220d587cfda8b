/** What a notice and a review say of each hazard, as far as this phone knows it; what it does not know is room for a hand. Pure. */
import { historyOf } from '../hazards/hazard'
import type { DocumentNumber, Hazard, HazardState, PersonRef } from '../lib/wire'

export type OrderKind = 'notice' | 'review'
export type Line = 'place' | 'category' | 'disposal' | 'basis' | 'measures' | 'controls' | 'due' | 'responsible' | 'follows' | 'documents' | 'done' | 'experts' | 'opinion'
/** An event of a hazard's history, of which only these are told. */
interface Told { readonly action?: string, readonly at?: string, readonly by?: PersonRef, readonly args?: { readonly note?: string | null } }

const NOT_ANY_MORE: ReadonlySet<HazardState> = new Set(['rejected', 'merged'])
/** What a paper speaks of: what was judged to be none, or to be another one, is left out, as the server's paper does. */
export const holds = (hazard: Pick<Hazard, 'state'>): boolean => !NOT_ANY_MORE.has(hazard.state)

const last = (events: readonly Told[], ...actions: string[]): Told | undefined => events.findLast(one => actions.includes(one.action ?? ''))

export interface Words { readonly of: (name: string) => string, readonly day: (day: string) => string, readonly time: (iso: string) => string }

/** Numbers of enforcement documents, a line each. */
export const numbersOf = (documents: readonly DocumentNumber[] | null | undefined, words: Words): string =>
  (documents ?? []).map(one => [words.of(`document_${one.kind}`), one.number, one.issued_on ? words.time(one.issued_on) : ''].filter(Boolean).join(' ')).join('\n')

/** Its lines in the order of the paper: always all that the paper has room for, empty where nothing is known. */
export function linesOf(kind: OrderKind, hazard: Hazard, criterion: string, words: Words): (readonly [Line, string])[] {
  const events = historyOf(hazard) as readonly Told[]
  const due = hazard.due_date ? words.day(hazard.due_date) : ''
  const who = (one: Told | undefined): string => [one?.by?.name, one?.at ? words.time(one.at) : ''].filter(Boolean).join(' · ')
  const note = (one: Told | undefined): string => [one?.args?.note, who(one)].filter(Boolean).join('\n')
  const numbers = numbersOf(hazard.documents, words)
  const documents = numbers ? [['documents', numbers] as const] : []
  if (kind === 'review') {
    const experts = (hazard.opinions ?? []).filter(one => one.given_at).map(one => `${one.text ?? ''}（${one.expert.name}）`).join('\n')
    const judged = last(events, 'accept', 'send_back')
    const verdict = judged ? words.of(judged.action === 'send_back' ? 'sent_back' : hazard.state === 'closed' ? 'accepted' : 'accepted_once') : ''
    return [['measures', hazard.measures ?? ''], ['due', due], ['done', note(last(events, 'submit_rectification', 'fix_on_site'))], ...(experts ? [['experts', experts] as const] : []), ...documents, ['opinion', [verdict, note(judged)].filter(Boolean).join('\n')]]
  }
  return [
    ['place', hazard.place ?? ''],
    ['category', hazard.category ? words.of(`category_${hazard.category}`) : ''],
    ['disposal', hazard.disposal ? words.of(`disposal_${hazard.disposal}`) : ''],
    ['basis', criterion],
    ['measures', hazard.measures ?? ''],
    ...(hazard.interim_controls ? [['controls', hazard.interim_controls] as const] : []),
    ['due', due],
    ['responsible', hazard.responsible ?? ''],
    ['follows', last(events, 'assign')?.by?.name ?? ''],
    ...documents,
  ]
}
