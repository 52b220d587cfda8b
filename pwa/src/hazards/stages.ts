/**
 * The life of a hazard as the phone knows it: which acts there are, where each leads, what each asks for, and
 * where its button stands.
 *
 * The server alone decides what is allowed; what a person may do now travels with the record as `actions`.
 * This table only draws the buttons and the forms, and tells at once what a saved act will lead to, so that a
 * phone without signal shows the same as one with.
 */

export type State = 'reported' | 'confirmed' | 'rectifying' | 'submitted' | 'closed' | 'rejected' | 'merged' | 'transferred'

export type Severity = 'general' | 'major_suspected' | 'major'

export type Act =
  | 'confirm' | 'reject' | 'merge' | 'transfer' | 'return' | 'assign' | 'sign_plan' | 'fix_on_site' | 'submit_rectification'
  | 'accept' | 'send_back' | 'request_extension' | 'decide_extension' | 'list' | 'delist' | 'stop_use' | 'resume' | 'reopen' | 'invite_expert' | 'give_opinion'

/** What a form asks for; the names are those of the act's arguments on the wire. */
export type Argument =
  | 'note' | 'reason' | 'into' | 'to' | 'responsible' | 'due_date' | 'measures' | 'funds_fen' | 'contingency_plan'
  | 'interim_controls' | 'cause' | 'granted' | 'level' | 'what' | 'expert' | 'question' | 'text'

export interface Rule {
  /** States it may start from. */
  readonly from: readonly State[]
  /** Where it leads; null when the state stays. */
  readonly to: State | null
  /** Without these it is not sent. Severity and state add to them: see `needed`. */
  readonly needs: readonly Argument[]
  /** May be said, need not. */
  readonly may: readonly Argument[]
  /** Where its button stands: filled, beside it, or behind *more*. */
  readonly place: 'main' | 'beside' | 'menu'
}

const OPEN: readonly State[] = ['reported', 'confirmed', 'rectifying', 'submitted', 'transferred']

export const RULES: Readonly<Record<Act, Rule>> = {
  give_opinion: { from: OPEN, to: null, needs: ['text'], may: [], place: 'main' },
  decide_extension: { from: ['rectifying'], to: null, needs: ['granted', 'due_date'], may: ['note'], place: 'main' },
  accept: { from: ['submitted'], to: 'closed', needs: [], may: ['note', 'cause'], place: 'main' },
  sign_plan: { from: ['rectifying'], to: null, needs: [], may: [], place: 'main' },
  submit_rectification: { from: ['rectifying'], to: 'submitted', needs: [], may: ['note'], place: 'main' },
  confirm: { from: ['reported'], to: 'confirmed', needs: [], may: [], place: 'main' },
  assign: {
    from: ['confirmed', 'rectifying'], to: 'rectifying', needs: ['responsible', 'due_date'],
    may: ['measures', 'funds_fen', 'contingency_plan', 'interim_controls'], place: 'main',
  },
  send_back: { from: ['submitted'], to: 'rectifying', needs: ['note', 'due_date'], may: ['responsible'], place: 'beside' },
  reject: { from: ['reported'], to: 'rejected', needs: ['reason'], may: [], place: 'beside' },
  fix_on_site: { from: ['reported', 'confirmed'], to: 'submitted', needs: [], may: ['note'], place: 'beside' },
  request_extension: { from: ['rectifying'], to: null, needs: ['due_date', 'reason'], may: ['interim_controls'], place: 'beside' },
  return: { from: ['transferred'], to: 'confirmed', needs: ['note'], may: [], place: 'main' },
  invite_expert: { from: OPEN, to: null, needs: ['expert', 'question'], may: [], place: 'menu' },
  reopen: { from: ['closed', 'rejected', 'merged'], to: 'rectifying', needs: ['reason'], may: ['due_date'], place: 'menu' },
  list: { from: ['rectifying', 'submitted'], to: null, needs: ['level'], may: [], place: 'menu' },
  delist: { from: ['rectifying', 'submitted'], to: null, needs: ['note'], may: [], place: 'menu' },
  stop_use: { from: OPEN, to: null, needs: ['what'], may: [], place: 'menu' },
  resume: { from: [...OPEN, 'closed'], to: null, needs: ['note'], may: [], place: 'menu' },
  merge: { from: ['reported', 'confirmed'], to: 'merged', needs: ['into'], may: [], place: 'menu' },
  transfer: { from: ['reported', 'confirmed', 'rectifying'], to: 'transferred', needs: ['to', 'reason'], may: [], place: 'menu' },
}

export const isAct = (name: string): name is Act => Object.hasOwn(RULES, name)

/** What a form needs of the hazard it is about. */
export interface Circumstances {
  readonly state: State
  readonly severity: Severity
  /** A general hazard that was set right on the spot has nobody responsible yet. */
  readonly responsible?: string | null | undefined
}

/**
 * The arguments without which an act is not sent.
 *
 * Suspected major hazards are not assigned without an interim control; major ones not before all five
 * commitments stand. Closing a major hazard asks for its cause and a note of who closes it.
 */
export function needed(act: Act, about: Circumstances): Argument[] {
  const needs = new Set<Argument>(RULES[act].needs)
  if (act === 'assign' && about.severity !== 'general') needs.add('interim_controls')
  if (act === 'assign' && about.severity === 'major') for (const more of ['measures', 'funds_fen', 'contingency_plan'] as const) needs.add(more)
  if (act === 'accept' && about.severity === 'major') for (const more of ['note', 'cause'] as const) needs.add(more)
  if (act === 'send_back' && !about.responsible) needs.add('responsible')
  if (act === 'reopen' && about.state === 'closed') needs.add('due_date')
  return [...needs]
}

/** The state an act leads to from here, or null where it may not be done. */
export function leadsTo(act: Act, about: Circumstances): State | null {
  const rule = RULES[act]
  if (!rule.from.includes(about.state)) return null
  if (act === 'reopen') return about.state === 'closed' ? 'rectifying' : 'reported'
  return rule.to ?? about.state
}

export interface Buttons { readonly main: Act | null, readonly beside: Act | null, readonly menu: readonly Act[] }

/**
 * Which button is filled, which one stands beside it, and what lies behind *more*, out of what is allowed now.
 *
 * The table is in the order of weight. A plan that is already made is changed behind *more*, unless raising the
 * severity left it incomplete; one that is signed is signed again only there.
 */
export function buttons(actions: readonly string[], about: { state: State, plan_incomplete?: boolean | null | undefined, plan_signed?: unknown }): Buttons {
  const allowed = (Object.keys(RULES) as Act[]).filter(act => actions.includes(act) && RULES[act].from.includes(about.state))
  const stepsBack = (act: Act) => (act === 'assign' && about.state === 'rectifying' && !about.plan_incomplete) || (act === 'sign_plan' && !!about.plan_signed)
  const main = allowed.find(act => RULES[act].place === 'main' && !stepsBack(act))
    ?? allowed.find(act => RULES[act].place === 'beside') ?? null
  const beside = allowed.find(act => act !== main && RULES[act].place === 'beside')
    ?? allowed.find(act => act !== main && RULES[act].place === 'main' && !stepsBack(act)) ?? null
  return { main, beside, menu: allowed.filter(act => act !== main && act !== beside) }
}

/** Where the form of a step is. */
export const wayTo = (id: string, act: Act): string =>
  act === 'submit_rectification' ? `/hazards/${id}/fix` : act === 'fix_on_site' ? `/hazards/${id}/fix?act=fix_on_site` : `/hazards/${id}/act/${act}`

/** Which of the five steps is going on: 0 reported … 4 closing; 5 when all are done. */
export function step(state: State): number {
  const at: Record<State, number> = { reported: 1, confirmed: 2, rectifying: 2, submitted: 3, closed: 5, rejected: 1, merged: 1, transferred: 2 }
  return at[state]
}

export const isOpen = (state: string): boolean => (OPEN as readonly string[]).includes(state)
