/** How a certificate stands on a day, what an item of a checklist makes of a ledger, and which card was read. Pure. */
import { daysBetween } from '../lib/format'
import type { Certificate } from '../lib/wire'

/** A review takes its weeks: so long before validity or review ends, a certificate is due. */
export const DUE_WITHIN_DAYS = 90

export type Standing = 'expired' | 'due' | 'current'
type Dates = Pick<Certificate, 'valid_until' | 'review_due'>

/** Its last good day: the end of its validity or the day of its review, whichever is first. */
export const endsOn = (one: Dates): string => one.review_due && one.review_due < one.valid_until ? one.review_due : one.valid_until

/** As of a day (`YYYY-MM-DD`); the last day itself is a good one. */
export function standing(one: Dates, day: string): Standing {
  const left = daysBetween(day, endsOn(one))
  return left < 0 ? 'expired' : left <= DUE_WITHIN_DAYS ? 'due' : 'current'
}

/** Those an item asks about: registered, and of one of the kinds it names; without a name, of any. */
export function asked<T extends Pick<Certificate, 'kind' | 'state'>>(ledger: readonly T[], kinds: readonly string[]): T[] {
  return ledger.filter(one => one.state === 'registered' && (kinds.length === 0 || kinds.includes(one.kind)))
}

export interface Judged<T> { readonly asked: readonly T[], readonly expired: readonly T[], readonly due: readonly T[], readonly fails: boolean }

/** What an item makes of a ledger: due and expired ones fail it; where none is registered nothing is judged. */
export function judged<T extends Certificate>(ledger: readonly T[], kinds: readonly string[], day: string): Judged<T> {
  const found = byEnd(asked(ledger, kinds))
  const expired = found.filter(one => standing(one, day) === 'expired')
  const due = found.filter(one => standing(one, day) === 'due')
  return { asked: found, expired, due, fails: expired.length + due.length > 0 }
}

/** What ends first comes first. */
export const byEnd = <T extends Certificate>(ledger: readonly T[]): T[] =>
  [...ledger].sort((a, b) => endsOn(a) < endsOn(b) ? -1 : endsOn(a) > endsOn(b) ? 1 : a.holder.localeCompare(b.holder, 'zh'))

/** A number as a list shows it: its last four. */
export const masked = (number: string): string => number.length <= 4 ? '****' : `****${number.slice(-4)}`

/** Without blanks, width and case, which differ from card to card. */
export const plain = (text: string): string => text.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Shorter than this a number is found in many a text by chance. */
const SHORTEST = 6

/**
 * The certificates whose number stands in what was scanned or typed. A card's code may hold an address with the
 * number in it, and the number may come without the letter before it; an address is never opened.
 */
export function byNumber<T extends Pick<Certificate, 'number'>>(ledger: readonly T[], text: string): T[] {
  const read = plain(text)
  return ledger.filter((one) => {
    const number = plain(one.number ?? '')
    const bare = number.replace(/^\p{L}+/u, '')
    return [number, bare].some(each => each.length >= SHORTEST && read.includes(each))
  })
}

/** Those whose holder's name, or whose number, holds every word that was typed. */
export function byWords<T extends Pick<Certificate, 'holder' | 'number'>>(ledger: readonly T[], typed: string): T[] {
  const words = typed.split(/\s+/).map(plain).filter(Boolean)
  return ledger.filter(one => words.every(word => plain(one.holder).includes(word) || plain(one.number ?? '').includes(word)))
}

/** What in a scanned text looks like the number of a card: letter, 17 figures, figure or X. */
export const numberIn = (text: string): string | null => /(?:^|[^A-Za-z0-9])([A-Za-z]?\d{17}[\dXx])(?![A-Za-z0-9])/.exec(text)?.[1]?.toUpperCase() ?? null

/** The common rule, as reported: a card is good for six years and reviewed every three. The card itself decides. */
export function commonDates(issued: string): { readonly valid_until: string, readonly review_due: string } {
  const after = (years: number): string => {
    const [y = 0, m = 1, d = 1] = issued.split('-').map(Number)
    // The day before the anniversary; of 29 February the last of the month.
    return new Date(Date.UTC(y + years, m - 1, d) - 86_400_000).toISOString().slice(0, 10)
  }
  return { valid_until: after(6), review_due: after(3) }
}
