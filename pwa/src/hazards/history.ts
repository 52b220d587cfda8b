/** What happened to a hazard, as lines a person reads. Pure: the words come from `history.words.ts`. */
import type { HistoryEvent, Maybe, PersonRef } from '../lib/wire'

export interface Line {
  readonly id: string
  /** Key of the sentence, and what fills it. */
  readonly what: string
  readonly fill: Readonly<Record<string, string>>
  readonly who: string
  /** Whose work it was, when `who` took it in; '' mostly. */
  readonly wrote: string
  /** The role in which it was done. */
  readonly post: string
  /** When the person says he did it, and when the server had it. */
  readonly claimed: string
  readonly received: string
  readonly accuracy: number | null
  readonly placed: boolean
  readonly said: string
  readonly changes: readonly { readonly field: string, readonly was: unknown, readonly now: unknown }[]
  readonly photos: readonly string[]
}

const text = (value: unknown): string => typeof value === 'string' ? value : ''
const record = (value: unknown): Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null ? value as Record<string, unknown> : {}

/** Fields whose change is told by the sentence itself. */
const TOLD = new Set(['state', 'severity', 'actions', 'round', 'number', 'submitted_by', 'accepted_by', 'closed_by', 'criterion', 'state_by', 'state_at', 'extension', 'listed', 'stopped', 'merged_into', 'transferred_to', 'plan_signed', 'plan_incomplete', 'cause', 'closed_at', 'old_after', 'after_by', 'opinions', 'documents'])

const KINDS = new Set(['recurred', 'create', 'set', 'lost', 'resolve', 'photo_added', 'photo_deleted', 'photo_stored', 'comment_added', 'comment_deleted', 'merged_in'])

/** What an act settles is told by its own line. */
const PLANNED = new Set(['due_date', 'responsible'])

function sentence(event: HistoryEvent, args: Readonly<Record<string, unknown>>, changes: Readonly<Record<string, unknown>>): { what: string, fill: Record<string, string> } {
  const fill = { due: text(args['due_date']) || text(record(changes['due_date'])['now']), who: text(args['responsible']) || text(record(changes['responsible'])['now']) || text(record(event['expert'])['name']), what: text(args['what']), to: text(args['to']), number: text(args['number']) }
  const kind = text(event['kind'])
  const action = text(event['action'])
  if (kind === 'act' || action !== '') {
    if (action === 'decide_extension') return { what: args['granted'] === false || (args['granted'] === undefined && !fill.due) ? 'act_refuse_extension' : 'act_grant_extension', fill }
    if (action === 'accept' && event['to'] !== 'closed') return { what: 'act_accept_first', fill }
    return { what: `act_${action}`, fill }
  }
  if (kind === 'looked_back') return { what: event['outcome'] === 'recurred' ? 'looked_recurred' : 'looked_kept', fill }
  if (kind === 'recurred') fill.what = text(event['number'])
  if (kind === 'set' && 'severity' in changes) return { what: `severity_${text(record(changes['severity'])['now'])}`, fill }
  return { what: KINDS.has(kind) ? kind : 'other', fill }
}

export function tell(event: HistoryEvent, index: number): Line {
  const by = record(event['by']) as Maybe<PersonRef> & Record<string, unknown>
  const args = { ...record(event['args']), ...Object.fromEntries(['due_date', 'responsible', 'what', 'granted'].filter(name => name in event).map(name => [name, event[name]])) }
  const changes = record(event['changes'])
  const received = text(event['received_at'])
  return {
    id: text(event['id']) || String(index), ...sentence(event, args, changes),
    who: text(by['name']), wrote: text(record(event['credit'])['name']), post: text(event['post']), claimed: text(event['claimed_at']) || text(event['at']), received,
    accuracy: typeof event['accuracy_m'] === 'number' ? event['accuracy_m'] : null, placed: typeof event['lat'] === 'number',
    said: (event['kind'] === 'comment_added' ? text(event['text']) : '') || text(event['note']) || text(args['note']) || text(event['reason']) || text(args['reason']) || text(args['question']) || (event['action'] === 'give_opinion' ? text(args['text']) : ''),
    changes: text(event['kind']) === 'create' ? [] : Object.entries(changes).filter(([field]) => (!TOLD.has(field) || (field === 'severity' && event['action'] === 'give_opinion')) && !(text(event['kind']) === 'act' && PLANNED.has(field))).map(([field, change]) => ({ field, was: record(change)['was'], now: record(change)['now'] })),
    photos: Array.isArray(event['photos']) ? event['photos'].filter((id): id is string => typeof id === 'string') : [],
  }
}

/** Photos taken for a step are told with it when they came this near to it, in ms. */
const TOGETHER = 30 * 60_000

/** The step that a photo was taken for: the nearest one by the same hand. */
function stepOf(photo: HistoryEvent, events: readonly HistoryEvent[]): HistoryEvent | null {
  const when = (event: HistoryEvent): number => Date.parse(text(event['claimed_at']) || text(event['at']))
  const far = (event: HistoryEvent): number => Math.abs(when(event) - when(photo))
  const near = events.filter(event => ['create', 'act'].includes(text(event['kind'])) && record(event['by'])['id'] === record(photo['by'])['id'] && far(event) <= TOGETHER)
  const wanted = photo['role'] === 'before' ? near.filter(event => event['kind'] === 'create') : near.filter(event => event['kind'] === 'act')
  return (wanted.length > 0 ? wanted : near).sort((a, b) => far(a) - far(b))[0] ?? null
}

/** All lines, newest first. A photo stands with the step it was taken for; that its bytes arrived is no step. */
export function lines(events: readonly HistoryEvent[]): Line[] {
  const with_ = new Map<HistoryEvent, string[]>()
  // What was seen on a visit names its own photos.
  const shown = new Set(events.flatMap(event => event['kind'] === 'looked_back' && Array.isArray(event['photos']) ? event['photos'] as unknown[] : []))
  const rest = events.filter((event) => {
    if (event['kind'] === 'photo_stored') return false
    if (event['kind'] !== 'photo_added') return true
    if (shown.has(event['photo'])) return false
    const step = stepOf(event, events)
    if (step) with_.set(step, [...with_.get(step) ?? [], text(event['photo'])])
    return !step
  })
  return rest.map((event, i) => {
    const line = tell(event, i)
    return { ...line, photos: [...line.photos, ...with_.get(event) ?? [], ...(event['kind'] === 'photo_added' ? [text(event['photo'])] : [])] }
  }).reverse()
}

/** The phone's time and the server's are far enough apart to be worth saying. */
export function late(line: Line): boolean {
  return line.claimed !== '' && line.received !== '' && Math.abs(Date.parse(line.received) - Date.parse(line.claimed)) > 5 * 60_000
}
