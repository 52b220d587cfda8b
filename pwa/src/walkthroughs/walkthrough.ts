/** What a walkthrough asks at an enterprise, how far it has come, and what is still missing. Pure. */
import { type Locale, locale } from '../lib/i18n'
import type { Answer, Checklist, ChecklistItem, ChecklistSection, Enterprise, Result, ShownIf } from '../lib/wire'

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

/** The items that are asked at this enterprise, in order. */
export function asked(sections: readonly ChecklistSection[], enterprise: Place): Asked[] {
  return sections
    .filter(section => concerns(section.shown_if, enterprise))
    .flatMap(section => section.items.filter(item => concerns(item.shown_if, enterprise)).map(item => ({ item, section })))
    .map((one, n) => ({ ...one, n: n + 1 }))
}

/** The checklists that are proposed for an enterprise, each with how many items it asks there; the most particular first. */
export function proposed(lists: readonly Checklist[], enterprise: Place): { readonly list: Checklist, readonly count: number }[] {
  const particular = (list: Checklist): number => Object.keys((list.traits ?? {})).length > 0 ? 0 : 1
  return lists
    .filter(list => list.state !== 'retired' && concerns({ ...(list.sectors ? { sectors: list.sectors } : {}), traits: (list.traits ?? {}) as Record<string, unknown> }, enterprise))
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
