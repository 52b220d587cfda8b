/** All that was ever written in one field of a hazard, out of its history: what stood, and what lost. Pure. */
import type { HistoryEvent } from '../lib/wire'

export interface PastValue {
  readonly value: unknown
  /** Whose words they are. */
  readonly who: string
  readonly at: string
  readonly kind: 'now' | 'stood' | 'lost'
}

const text = (value: unknown): string => typeof value === 'string' ? value : ''
const record = (value: unknown): Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null ? value as Record<string, unknown> : {}

const told = (event: HistoryEvent): { who: string, at: string } =>
  ({ who: text(record(event['credit'])['name']) || text(record(event['by'])['name']), at: text(event['claimed_at']) || text(event['at']) })

/** Newest first. `events` are in order; where they begin in the middle of its life, the value before them has no author. */
export function pastValues(events: readonly HistoryEvent[], field: string): PastValue[] {
  const found: PastValue[] = []
  for (const event of events) {
    const changes = record(event['changes'])
    const lost = record(event['lost'])
    if (field in changes) {
      const { was, now } = record(changes[field])
      if (found.every((one) => one.kind === 'lost') && was !== null && was !== undefined) found.push({ value: was, who: '', at: '', kind: 'stood' })
      found.push({ value: now ?? null, ...told(event), kind: 'stood' })
    }
    if (field in lost) found.push({ value: lost[field] ?? null, ...told(event), kind: 'lost' })
  }
  const last = found.findLastIndex((one) => one.kind === 'stood')
  return found.map((one, i) => i === last ? { ...one, kind: 'now' as const } : one).reverse()
}
