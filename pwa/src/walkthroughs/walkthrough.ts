/** What a walkthrough asks at an enterprise, how far it has come, and what is still missing. Pure. */
import { type Locale, locale } from '../lib/i18n'
import type { Answer, AnswerIs, Checklist, ChecklistItem, ChecklistSection, Enterprise, Result, ShownIf } from '../lib/wire'

/** One item as it is asked: with its section, and its place among all that are asked. */
export interface Asked { readonly item: ChecklistItem, readonly section: ChecklistSection, readonly n: number }
type Place = Pick<Enterprise, 'sector' | 'traits'>

/** Does a section or an item concern an enterprise of this sector, with these attributes? One of those named is enough. */
export function concerns(condition: ShownIf | null | undefined, enterprise: Place): boolean {
  const { sectors, traits } = condition ?? {}
  if (sectors?.length && !sectors.includes(enterprise.sector ?? '')) return false
  const wanted = Object.entries(traits ?? {})
  const has = (value: unknown, one: unknown): boolean => Array.isArray(one) ? one.includes(value) : value === one
  return wanted.length === 0 || wanted.some(([code, value]) => has(enterprise.traits?.[code], value))
}

/** What was said at an item, as far as rules look at it. */
export type SaidAt = Pick<Answer, 'result' | 'number' | 'choice'>
const NOTHING: ReadonlyMap<string, SaidAt> = new Map()

/**
 * The items that are asked at this enterprise after these answers, in order; whatever failed is among them.
 * A rule on answers looks at items that are shown. It is the least set in which every rule holds, so that neither the
 * order of answering matters nor a circle of rules can show itself: server/walkthroughs/rules.py says the same.
 */
export function asked(sections: readonly ChecklistSection[], enterprise: Place, answers: ReadonlyMap<string, SaidAt> = NOTHING): Asked[] {
  const there = new Set<string>()
  const waiting = new Map<string, readonly AnswerIs[]>()
  for (const section of sections) {
    const here = concerns(section.shown_if, enterprise)
    for (const item of section.items) {
      if (answers.get(item.code)?.result === 'fail') there.add(item.code)
      else if (here && concerns(item.shown_if, enterprise)) waiting.set(item.code, [...section.shown_if?.answers ?? [], ...item.shown_if?.answers ?? []])
    }
  }
  const met = ({ item, is }: AnswerIs): boolean => {
    const said = answers.get(item)
    return there.has(item) && [said?.result, said?.choice].some(word => typeof word === 'string' && is.includes(word))
  }
  let opened: string[]
  do {
    opened = [...waiting].filter(([, rules]) => rules.every(met)).map(([code]) => code)
    for (const code of opened) { there.add(code); waiting.delete(code) }
  } while (opened.length > 0)
  return sections
    .flatMap(section => section.items.filter(item => there.has(item.code)).map(item => ({ item, section })))
    .map((one, n) => ({ ...one, n: n + 1 }))
}

/** The result that an answer has by itself: a number against its limits, a choice against those that always fail. */
function byItself(item: ChecklistItem, said: SaidAt): Result | null {
  const { min, max } = item.limits ?? {}
  const n = said.number
  if (item.kind === 'number' && typeof n === 'number' && (typeof min === 'number' || typeof max === 'number')) return n < (min ?? -Infinity) || n > (max ?? Infinity) ? 'fail' : 'pass'
  if (item.kind === 'choice' && said.choice && item.failing?.length) return item.failing.includes(said.choice) ? 'fail' : 'pass'
  return null
}

/** A number out of its limits, or a choice that always fails. */
export const failedByItself = (item: ChecklistItem, said: SaidAt): boolean => byItself(item, said) === 'fail'

/** The result that stands: what fails by itself fails whatever was tapped; within its limits it passes where nobody said anything. */
export function settled(item: ChecklistItem, said: SaidAt): Result | null {
  const own = byItself(item, said)
  return own === 'fail' ? 'fail' : said.result ?? own
}

/** What must be there beside this answer: a photo, a note. What does not apply needs no proof. */
export function proofWanted(item: ChecklistItem, said: Pick<Answer, 'result'> | undefined): { readonly photo: boolean, readonly note: boolean } {
  const result = said?.result
  if (result !== 'pass' && result !== 'fail') return { photo: false, note: false }
  const wants = (kind: string): boolean => (item.evidence ?? []).some(one => one.kind === kind && (one.when === 'always' || one.when === result))
  return { photo: item.kind === 'photo' || wants('photo'), note: wants('note') }
}

/** The items whose answer lacks its proof, in order; `photographed` are the codes of those that have a photo, of the answer or of a hazard found there. */
export function unproven(items: readonly Asked[], answers: ReadonlyMap<string, Pick<Answer, 'result' | 'note'>>, photographed: ReadonlySet<string>): Asked[] {
  return items.filter(({ item }) => {
    const said = answers.get(item.code)
    const wanted = proofWanted(item, said)
    return (wanted.photo && !photographed.has(item.code)) || (wanted.note && !said?.note)
  })
}

/** The checklists that are proposed for an enterprise, each with how many items it asks there; the most particular first. */
export function proposed(lists: readonly Checklist[], enterprise: Place): { readonly list: Checklist, readonly count: number }[] {
  const particular = (list: Checklist): number => Object.keys((list.traits ?? {})).length > 0 ? 0 : 1
  return lists
    .filter(list => list.state !== 'retired' && list.state !== 'draft' && concerns({ ...(list.sectors ? { sectors: list.sectors } : {}), traits: (list.traits ?? {}) as Record<string, unknown> }, enterprise))
    .map(list => ({ list, count: asked(list.sections, enterprise).length }))
    .filter(one => one.count > 0)
    .sort((a, b) => particular(a.list) - particular(b.list))
}

export type Counts = Readonly<Record<Result | 'open', number>>

/** How many of the asked items passed, failed, do not apply, and wait. */
export function counts(items: readonly Asked[], answers: ReadonlyMap<string, Pick<Answer, 'result'>>): Counts {
  const found = { pass: 0, fail: 0, na: 0, open: 0 }
  for (const { item } of items) found[answers.get(item.code)?.result ?? 'open'] += 1
  return found
}

/** The next item that waits for an answer after this one, from the start again when there is none behind it. */
export function nextOpen(items: readonly Asked[], answers: ReadonlyMap<string, Pick<Answer, 'result'>>, after = 0): Asked | undefined {
  const open = items.filter(one => !answers.get(one.item.code)?.result)
  return open.find(one => one.n > after) ?? open[0]
}

/** Where it goes on after this item was answered: what is asked may be another since. */
export function goesOn(sections: readonly ChecklistSection[], enterprise: Place, answers: ReadonlyMap<string, SaidAt>, code: string): Asked | undefined {
  const items = asked(sections, enterprise, answers)
  return nextOpen(items, answers, items.find(one => one.item.code === code)?.n)
}

/** Is what was signed still what was found? Unknown while the walkthrough has no digest of its own here. */
export const isCurrent = (signature: { readonly digest: string }, digest: string | null): boolean => digest === null || signature.digest === digest

/** An official criterion: a fail suggests that it is a suspected major hazard, and a person decides. */
export const suspects = (item: Pick<ChecklistItem, 'severity'>): boolean => item.severity === 'major_suspected'

const DIGITS = '零一二三四五六七八九'

/** 8 → “八”, 11 → “十一”, as articles are numbered; in English the figure. */
export function articleText(n: number, language: Locale = locale()): string {
  if (language === 'en' || n < 1 || n > 99) return String(n)
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  return `${tens > 1 ? DIGITS[tens] ?? '' : ''}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? DIGITS[ones] ?? '' : ''}`
}
