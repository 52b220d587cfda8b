/**
 * What others decided about this person's work, until he says that he has read it: nobody's words lose in silence,
 * not on the second time either.
 */
import { databaseName, db } from '../database'
import type { Conflict, Contribution } from '../lib/wire'

export type Verdict =
  | { readonly kind: 'conflict', readonly row: Conflict }
  | { readonly kind: 'contribution', readonly row: Contribution }

/** Whoever this is, the database is named after him. */
const isHe = (id: string | undefined): boolean => id !== undefined && databaseName() === `xunan-${id}`

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** Somebody else settled it, and what stands now is not what this person wrote. */
function concerns(row: Conflict): boolean {
  if (row.state !== 'resolved' || isHe(row.resolved_by?.id)) return false
  return isHe(row.incoming_by?.id) || (isHe(row.current_by?.id) && !same(row.value, row.current))
}

async function decided(): Promise<Verdict[]> {
  const base = db()
  const conflicts = await base.conflict.where('state').equals('resolved').filter(concerns).toArray()
  const contributions = await base.contribution.where('state').anyOf('adopted', 'declined').filter((row) => isHe(row.by.id) && !isHe(row.decided_by?.id)).toArray()
  return [...conflicts.map((row) => ({ kind: 'conflict', row }) as const), ...contributions.map((row) => ({ kind: 'contribution', row }) as const)]
}

/** Those he has not read. What he tried to settle himself too late tells it already. Call inside `useLive`. */
export async function readVerdicts(): Promise<Verdict[]> {
  const base = db()
  const told = await base.fact('told')
  if (told === undefined) return []
  const late = await base.outbox.where('type').anyOf('conflict', 'contribution').toArray()
  const known = new Set([...told, ...late.map((op) => op.record)])
  return (await decided()).filter(({ row }) => !known.has(row.id))
}

/** What was decided before this phone knew of it is no news here. Call at the end of a fetch. */
export async function beginTelling(): Promise<void> {
  const base = db()
  if (await base.fact('told') === undefined) await base.note('told', (await decided()).map(({ row }) => row.id))
}

/** He has read it. */
export async function haveRead(id: string): Promise<void> {
  const base = db()
  await base.transaction('rw', base.facts, async () => {
    await base.note('told', [...await base.fact('told') ?? [], id])
  })
}
