/**
 * Where to go today and why, from what stands in the records. Pure.
 *
 * Re-inspections come first, because somebody waits for them; then what is overdue, then what may be a major
 * hazard and nobody has judged yet.
 */
import type { Hazard } from '../lib/wire'

export interface Visit {
  readonly enterprise: string
  readonly review: number
  readonly overdue: number
  readonly suspected: number
  /** The hazard that is the reason to go. */
  readonly first: Hazard
}

type Mutable = { -readonly [K in keyof Visit]: Visit[K] }

function weight(hazard: Hazard, day: string): number {
  if (hazard.state === 'submitted') return 3
  if (['rectifying', 'confirmed'].includes(hazard.state) && hazard.due_date && hazard.due_date < day) return 2
  return hazard.severity === 'major_suspected' && ['reported', 'confirmed'].includes(hazard.state) ? 1 : 0
}

/** @param day today, `YYYY-MM-DD` */
export function visitsOf(hazards: readonly Hazard[], day: string): Visit[] {
  const visits = new Map<string, Mutable>()
  for (const hazard of hazards) {
    const why = weight(hazard, day)
    if (!why || !hazard.enterprise_id) continue
    const visit = visits.get(hazard.enterprise_id) ?? { enterprise: hazard.enterprise_id, review: 0, overdue: 0, suspected: 0, first: hazard }
    if (why === 3) visit.review += 1
    else if (why === 2) visit.overdue += 1
    else visit.suspected += 1
    if (why > weight(visit.first, day) || (why === weight(visit.first, day) && (hazard.due_date ?? '9') < (visit.first.due_date ?? '9'))) visit.first = hazard
    visits.set(hazard.enterprise_id, visit)
  }
  const order = (visit: Visit): number => weight(visit.first, day)
  return [...visits.values()].sort((a, b) => order(b) - order(a) || b.review + b.overdue - a.review - a.overdue || ((a.first.due_date ?? '9') < (b.first.due_date ?? '9') ? -1 : 1))
}
