/**
 * In which order a person walks what was assigned to him. Pure.
 *
 * What is overdue comes first, by its day, because somebody answers for it; then what may be walked now, each time the
 * nearest of what is left, counting a day that remains like some way to go; what may not be walked yet comes last.
 */
import { metresBetween, type Point } from '../places/nearest'

export interface Stop {
  readonly id: string
  readonly due_date: string
  readonly starts_on?: string | null | undefined
  readonly at: Point | null
}

/** A place that is due a day later may lie this much nearer, in metres, and no more counts than due in two weeks. */
const METRES_A_DAY = 1000
const MOST_DAYS = 14

const days = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
const byDay = (a: Stop, b: Stop): number => (a.due_date < b.due_date ? -1 : a.due_date > b.due_date ? 1 : a.id < b.id ? -1 : 1)

/**
 * O(n²) in the stops of one person, of which there are some dozens.
 *
 * @param from where he is, when it is known @param day today, `YYYY-MM-DD`
 */
export function roundOf<T extends Stop>(stops: readonly T[], from: Point | null, day: string): T[] {
  const late = stops.filter(stop => stop.due_date < day).sort(byDay)
  const later = stops.filter(stop => stop.due_date >= day && !!stop.starts_on && stop.starts_on > day).sort(byDay)
  const now = stops.filter(stop => !late.includes(stop) && !later.includes(stop)).sort(byDay)
  const round: T[] = []
  let here = late.at(-1)?.at ?? from
  while (now.length > 0) {
    const cost = (stop: T): number => {
      // Where nobody knows the way, only the day counts.
      const way = here && stop.at ? metresBetween(here, stop.at) : 0
      return way + Math.min(days(day, stop.due_date), MOST_DAYS) * METRES_A_DAY
    }
    const next = now.reduce((best, stop) => (cost(stop) < cost(best) ? stop : best))
    now.splice(now.indexOf(next), 1)
    round.push(next)
    here = next.at ?? here
  }
  return [...late, ...round, ...later]
}
