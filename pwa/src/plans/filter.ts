/** Which enterprises an office looks at when it assigns checks. Pure. */
import type { Place } from './plans'

export interface Conditions { text: string, grade: string, sector: string, area: string, visit: '' | '0' | '30' | '90' | '180' }

const before = (day: string, days: number): string => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)

/** @param areas ids of the chosen area and all below it; null: everywhere @param day today, `YYYY-MM-DD` */
export function matching<T extends Place>(places: readonly T[], said: Conditions, areas: ReadonlySet<string> | null, day: string): T[] {
  const term = said.text.trim().toLowerCase()
  return places.filter(({ enterprise, lastVisit }) =>
    (term === '' || enterprise.name.toLowerCase().includes(term))
    && (said.grade === '' || enterprise.risk_grade === said.grade)
    && (said.sector === '' || enterprise.sector === said.sector)
    && (areas === null || areas.has(enterprise.area))
    && (said.visit === '' || lastVisit === null || (said.visit !== '0' && lastVisit < before(day, Number(said.visit)))))
}
