/** What a hazard is called, who may write on it, and what still lacks: pure rules over the record. */
import type { Hazard, HistoryEvent, Me, PersonRef, Severity } from '../lib/wire'
import type { Round } from '../photos/pictures'
import { isOpen } from './stages'

export type HazardId = string

/** The first line of its description: what a row is called. */
export function titleOf(hazard: Pick<Hazard, 'description'>): string {
  return (hazard.description ?? '').trim().split('\n')[0] ?? ''
}

/** The rest of the description, below the title. */
export function restOf(hazard: Pick<Hazard, 'description'>): string {
  return (hazard.description ?? '').trim().split('\n').slice(1).join('\n').trim()
}

/** 五落实 in the order of the forms, and what keeps people safe meanwhile. */
export const PLAN = ['responsible', 'measures', 'funds_fen', 'due_date', 'contingency_plan', 'interim_controls'] as const
export type Planned = typeof PLAN[number]
/** What must be settled before a hazard is put right (the server's `plan.lacks`). */
const ASKED: Readonly<Record<Severity, readonly Planned[]>> = {
  general: ['responsible', 'due_date'], major_suspected: ['responsible', 'due_date', 'interim_controls'], major: PLAN,
}

export interface PlanRow { readonly name: Planned, readonly lacking: boolean }

/** The plan as it is shown: what is written, and what is asked for and not there while somebody can still settle it. */
export function planRows(hazard: Pick<Hazard, Planned | 'severity' | 'state' | 'plan_incomplete'>): PlanRow[] {
  const settling = hazard.state === 'confirmed' || hazard.state === 'rectifying' || (hazard.state === 'submitted' && hazard.plan_incomplete === true)
  return PLAN.flatMap((name) => {
    const empty = hazard[name] === null || hazard[name] === undefined || hazard[name] === ''
    return !empty || (settling && ASKED[hazard.severity].includes(name)) ? [{ name, lacking: empty }] : []
  })
}

const holds = (me: Me, ...roles: string[]): boolean => me.roles.some(role => roles.includes(role))

/** Whether a person works in a township or the district: those who verify, assign and re-inspect. */
export const inOffice = (me: Me | null): boolean => me !== null && holds(me, 'township', 'district')

/** The last events of its life, oldest first, as they travelled with the record. */
export const historyOf = (hazard: Pick<Hazard, 'history'>): readonly HistoryEvent[] => hazard.history ? JSON.parse(hazard.history) as HistoryEvent[] : []

/**
 * The present round of putting it right. While it is being put right, that began when it came into this state;
 * an act that still waits on this phone leaves the time of the state before, which is after every earlier photo.
 */
export function roundOf(hazard: Pick<Hazard, 'history' | 'state' | 'state_at'>): Round {
  const handedIn = hazard.state !== 'rectifying'
  if (!handedIn && hazard.state_at) return { began: hazard.state_at, handedIn }
  const began = [...historyOf(hazard)].reverse().find(event => event['to'] === 'rectifying' && event['from'] !== 'rectifying')
  return { began: typeof began?.['at'] === 'string' ? began['at'] : '', handedIn }
}

/** What is written about a hazard, as a form holds it. */
export interface Written { description: string, category: string, place: string, disposal: string | null }

export interface Writing { readonly text: boolean, readonly raise: boolean, readonly judge: boolean, readonly comment: boolean, readonly photos: boolean }

/**
 * What a person may write without an act: text and place (the reporter until it is confirmed, offices until it
 * is closed), raising to suspected (whoever sees it), judging it major or lowering it (offices and experts), a photo (whoever sees it, while
 * it is open).
 */
export function mayWrite(hazard: Hazard, me: Me | null): Writing {
  if (!me) return { text: false, raise: false, judge: false, comment: false, photos: false }
  const open = isOpen(hazard.state)
  const reporter = isPerson(hazard.created_by, me) || hazard.version === 0
  return {
    text: open && (inOffice(me) || (reporter && hazard.state === 'reported')),
    raise: open && hazard.severity === 'general',
    judge: open && holds(me, 'township', 'district', 'expert'),
    comment: hazard.state !== 'rejected',
    photos: open,
  }
}

export const isPerson = (person: PersonRef | null | undefined, me: Me | null): boolean => person?.id !== undefined && person.id === me?.user.id

const USUAL_DAYS: Readonly<Record<string, number>> = { on_the_spot: 0, by_deadline: 7, on_account: 30 }

/**
 * Days until a repair is due, by how it is to be dealt with; people change it with a tap. The server proposes the
 * same (`plan.DEFAULT_DAYS`); null while nobody has said how: then a person names the date.
 */
export const usualDays = (disposal: string | null | undefined): number | null => USUAL_DAYS[disposal ?? ''] ?? null
