/** How often places of a grade are walked: what holds in an area today, from which area above it comes, and what will hold. */
import type { Server } from '../../lib/wire'
import type { AreaRow } from '../areas'
import { call, type Got } from '../doors'

export type Rule = Server['RuleOut']
export type RuleSaid = Server['RuleNew']
export type Kind = 'inspection' | 'self_check'
export const GRADES = ['red', 'orange', 'yellow', 'blue'] as const
export type Grade = typeof GRADES[number]
/** Ways in which an office sends people; an enterprise's own checks have one. */
export const WAYS = ['planned', 'unannounced', 'cross_area', 'joint'] as const

/** Who sets rules (server/plans/ruling.py). */
export const SETTERS: ReadonlySet<string> = new Set(['admin', 'district', 'township'])

/** From a day on (null: now) this rule holds, or none does. */
export interface Turn { readonly from: string | null, readonly rule: Rule | null }
/** What holds for one grade now and later. `special`: for one sector or one checklist alone. */
export interface Standing { readonly grade: Grade, readonly turns: readonly Turn[], readonly special: readonly { readonly rule: Rule, readonly turns: readonly Turn[] }[] }

/** An area and those above it, nearest first. */
export function pathFrom(areas: readonly AreaRow[], id: string | null): string[] {
  const byId = new Map(areas.map(area => [area.id, area]))
  const path: string[] = []
  for (let at = id; at !== null && byId.has(at) && !path.includes(at); at = byId.get(at)?.parent ?? null) path.push(at)
  return path
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
const counts = (rule: Rule, day: string): boolean => rule.valid_from <= day && (rule.valid_until === null || day <= rule.valid_until)

/** The rule of the nearest area that counts on this day (server/plans/frequency.py says the same). */
function holding(rules: readonly Rule[], path: readonly string[], day: string): Rule | null {
  const fit = rules.filter(rule => counts(rule, day)).sort((a, b) => path.indexOf(a.area_id) - path.indexOf(b.area_id) || (a.id < b.id ? -1 : 1))
  return fit[0] ?? null
}

/** Now, and every later day on which another one begins to hold. */
function turnsOf(rules: readonly Rule[], path: readonly string[], day: string): Turn[] {
  const days = rules.flatMap(rule => [rule.valid_from, ...(rule.valid_until === null ? [] : [dayAfter(rule.valid_until)])]).filter(each => each > day)
  const turns: Turn[] = [{ from: null, rule: holding(rules, path, day) }]
  for (const from of [...new Set(days)].sort()) {
    const rule = holding(rules, path, from)
    if (rule?.id !== turns.at(-1)?.rule?.id) turns.push({ from, rule })
  }
  return turns
}

const about = (rule: Rule): string => `${rule.sector ?? ''}/${rule.checklist_id ?? ''}`

/** @param path the area and those above it, nearest first @param day today, `YYYY-MM-DD` */
export function standing(all: readonly Rule[], path: readonly string[], kind: Kind, day: string): Standing[] {
  const here = all.filter(rule => path.includes(rule.area_id) && (rule.way === 'self_check') === (kind === 'self_check'))
  return GRADES.map((grade) => {
    const own = here.filter(rule => rule.grade === grade)
    const groups = new Map<string, Rule[]>()
    for (const rule of own) groups.set(about(rule), [...(groups.get(about(rule)) ?? []), rule])
    const special = [...groups].filter(([key]) => key !== '/').flatMap(([, rules]) => {
      const turns = turnsOf(rules, path, day)
      const rule = turns.find(turn => turn.rule)?.rule
      return rule ? [{ rule, turns }] : []
    })
    return { grade, turns: turnsOf(groups.get('/') ?? [], path, day), special }
  })
}

/** Figures that come with the system, to begin from: nobody's rule until an office makes it one. */
export const DEFAULTS: Readonly<Record<Kind, Readonly<Record<Grade, { readonly every: number, readonly unit: 'months' | 'days' }>>>> = {
  inspection: { red: { every: 1, unit: 'months' }, orange: { every: 6, unit: 'months' }, yellow: { every: 12, unit: 'months' }, blue: { every: 24, unit: 'months' } },
  self_check: { red: { every: 1, unit: 'months' }, orange: { every: 3, unit: 'months' }, yellow: { every: 3, unit: 'months' }, blue: { every: 3, unit: 'months' } },
}

export async function readRules(): Promise<Got<readonly Rule[]>> {
  const got = await call<Server['Rules']>('GET', '/plan-rules')
  return got.ok ? { ok: true, data: got.data.items } : got
}
export const setRule = (said: RuleSaid): Promise<Got<Rule>> => call<Rule>('POST', '/plan-rules', said)
/** Let it count up to this day and no longer. */
export const endRule = (rule: Rule, valid_until: string): Promise<Got<Rule>> => call<Rule>('POST', `/plan-rules/${rule.id}/end`, { valid_until })
/** It has not begun, and never will. */
export const takeBack = (rule: Rule): Promise<Got<Rule>> => call<Rule>('DELETE', `/plan-rules/${rule.id}`)
