/** When an enterprise checks itself: once in every month or quarter, planned for a year. Pure. */
import { addDays } from '../lib/format'

export type Cadence = 'monthly' | 'quarterly'
/** From its first to its last day, `YYYY-MM-DD`; what reminders go by. */
export interface Period { readonly from: string, readonly due: string }
export interface OwnCheck { readonly id: string, readonly due_date: string, readonly state: string, readonly rule_id?: string | null | undefined }

const MONTHS: Readonly<Record<Cadence, number>> = { monthly: 1, quarterly: 3 }
/** A period that is over sooner is left out: nobody plans for yesterday. */
const LEAST_DAYS = 7

const firstOf = (year: number, month: number): string => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)

/** The periods of a year, beginning with the one of this day. */
export function periods(cadence: Cadence, day: string): Period[] {
  const long = MONTHS[cadence]
  const year = Number(day.slice(0, 4))
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / long) * long
  return Array.from({ length: 12 / long }, (_, n) => ({ from: firstOf(year, first + n * long), due: addDays(firstOf(year, first + (n + 1) * long), -1) }))
}

const within = (day: string, one: Period): boolean => one.from <= day && day <= one.due

/** The periods in which nothing is planned and nothing was done. @param done the days of self-checks that were finished */
export function missing(cadence: Cadence, day: string, checks: readonly OwnCheck[], done: readonly string[]): Period[] {
  return periods(cadence, day).filter(one => one.due >= addDays(day, LEAST_DAYS)
    && !checks.some(check => check.state !== 'cancelled' && within(check.due_date, one)) && !done.some(each => within(each, one)))
}

/** Open ones that nobody needs in this cadence: of several in one period the last stays. What a rule planned always does. */
export function surplus(cadence: Cadence, day: string, checks: readonly OwnCheck[]): OwnCheck[] {
  return periods(cadence, day).flatMap((one) => {
    const here = checks.filter(check => check.state === 'open' && within(check.due_date, one)).sort((a, b) => (a.due_date < b.due_date ? -1 : 1))
    const kept = here.findLast(check => check.rule_id) ?? here.at(-1)
    return here.filter(check => check !== kept && !check.rule_id)
  })
}
