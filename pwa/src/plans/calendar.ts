/** What is planned, by month and by person. Pure. */
import type { PlanRow } from './plans'

export interface Person { readonly name: string, readonly rows: readonly PlanRow[] }
/** `late` for what is overdue, else `YYYY-MM`. */
export interface Month { readonly month: string, readonly count: number, readonly people: readonly Person[] }

/** A plan of two people stands with each of them, and is counted once. @param rows by their day @param day today */
export function byMonth(rows: readonly PlanRow[], day: string): Month[] {
  const months = new Map<string, { count: number, people: Map<string, PlanRow[]> }>()
  for (const row of rows) {
    const month = row.due_date < day ? 'late' : row.due_date.slice(0, 7)
    const found = months.get(month) ?? { count: 0, people: new Map<string, PlanRow[]>() }
    found.count += 1
    const names = (row.plan.inspectors ?? []).map(one => one.name)
    for (const name of names.length ? names : ['']) found.people.set(name, [...(found.people.get(name) ?? []), row])
    months.set(month, found)
  }
  // Whose plans nobody has taken yet comes first: somebody must be named.
  return [...months].map(([month, { count, people }]) => ({ month, count, people: [...people].map(([name, own]) => ({ name, rows: own })).sort((a, b) => (a.name === '' ? -1 : b.name === '' ? 1 : b.rows.length - a.rows.length)) }))
}
