/**
 * The forms of the acts: what each begins with, what still lacks, and what is sent. Pure, so that a form can be
 * tried without a screen.
 */
import { addDays } from '../lib/format'
import type { Hazard } from '../lib/wire'
import { usualDays } from './hazard'
import { type Act, type Argument, needed, RULES } from './stages'

/** All that a form can hold, as it is typed. Money is yuan here and fen on the wire. */
export interface Values {
  note: string
  reason: string
  into: string
  to: string
  responsible: string
  due_date: string | null
  measures: string
  funds: string
  contingency_plan: string
  interim_controls: string
  cause: string
  granted: 'yes' | 'no' | null
  level: string
  what: string
  expert: string
  question: string
  text: string
}

export type FormError = 'required' | 'funds' | 'past' | 'not_later' | 'signature' | 'look'
export type Errors = Partial<Record<Argument | 'signature' | 'look', FormError>>

const text = (value: unknown): string => typeof value === 'string' ? value : ''

/** What a form begins with: what is settled already stays, and a usual date is proposed. */
export function begin(act: Act, hazard: Hazard, today: string): Values {
  const extension = hazard.extension ?? {}
  const days = usualDays(hazard.disposal)
  const due: Partial<Record<Act, string | null>> = {
    assign: hazard.due_date ?? (days === null ? null : addDays(today, days)),
    send_back: addDays(today, 7),
    reopen: addDays(today, 7),
    decide_extension: text(extension['due_date']) || null,
  }
  const plan = act === 'assign'
  return {
    note: '', reason: '', into: '', to: '', cause: '', granted: null, level: act === 'list' ? 'district' : '', what: '', expert: '', question: '', text: '',
    responsible: plan || act === 'send_back' ? text(hazard.responsible) : '',
    due_date: due[act] ?? null,
    measures: plan ? text(hazard.measures) : '',
    funds: plan && typeof hazard.funds_fen === 'number' ? String(hazard.funds_fen / 100) : '',
    contingency_plan: plan ? text(hazard.contingency_plan) : '',
    interim_controls: plan || act === 'request_extension' ? text(hazard.interim_controls) : '',
  }
}

/** Which arguments this form shows, in the order they are asked. */
export function asked(act: Act, hazard: Hazard): Argument[] {
  const rule = RULES[act]
  const all = [...new Set<Argument>([...rule.needs, ...needed(act, hazard), ...rule.may])]
  const hidden = (name: Argument): boolean =>
    (act === 'accept' && name === 'cause' && hazard.severity === 'general')
    || (act === 'reopen' && name === 'due_date' && hazard.state !== 'closed')
    || (act === 'send_back' && name === 'responsible' && !needed(act, hazard).includes('responsible'))
  const order: Argument[] = ['granted', 'to', 'into', 'level', 'what', 'expert', 'question', 'text', 'responsible', 'due_date', 'measures', 'funds_fen', 'contingency_plan', 'interim_controls', 'reason', 'cause', 'note']
  return order.filter(name => all.includes(name) && !hidden(name))
}

/** “1,200”, “1200.5”, “１２００元” as whole fen; null when it is no amount of money. */
export function fen(typed: string): number | null {
  const plain = typed.normalize('NFKC').replace(/[,\s元¥]/g, '')
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(plain)) return null
  return Math.round(Number(plain) * 100)
}

/** What still lacks, by argument. */
export function check(act: Act, hazard: Hazard, values: Values, today: string): Errors {
  const errors: Errors = {}
  for (const name of needed(act, hazard)) {
    if (act === 'decide_extension' && name === 'due_date' && values.granted === 'no') continue
    const value = name === 'funds_fen' ? values.funds : values[name]
    if (value === null || value.trim() === '') errors[name] = 'required'
  }
  if (values.funds.trim() !== '' && asked(act, hazard).includes('funds_fen') && fen(values.funds) === null) errors.funds_fen = 'funds'
  const due = values.due_date
  if (due && asked(act, hazard).includes('due_date') && !errors.due_date && due < today) errors.due_date = 'past'
  if (due && act === 'request_extension' && hazard.due_date && due <= hazard.due_date) errors.due_date = 'not_later'
  return errors
}

/** The arguments as they travel; what was left empty is not sent. */
export function argumentsOf(act: Act, hazard: Hazard, values: Values): Record<string, unknown> {
  const sent: Record<string, unknown> = {}
  for (const name of asked(act, hazard)) {
    if (name === 'funds_fen') { const amount = fen(values.funds); if (amount !== null) sent[name] = amount }
    else if (name === 'granted') sent[name] = values.granted === 'yes'
    else if (name === 'due_date') { if (values.due_date && !(act === 'decide_extension' && values.granted === 'no')) sent[name] = values.due_date }
    else if (values[name].trim() !== '') sent[name] = values[name].trim()
  }
  return sent
}
