/** Checklists as they are read at the desk, each question with how well its text was verified. */
import { locale } from '../lib/i18n'
import type { Server } from '../lib/wire'
import { call, everyPage, type Got } from './doors'

export type Item = Server['ItemOut']
export type Section = Server['SectionOut']
export type ChecklistRow = Server['ChecklistOut']

/** Codes of the lists that come with the system (server/places/checklists.py). */
export const BUILT_IN: ReadonlySet<string> = new Set(['mh10', 'general', 'small_fire'])

/** Chinese or, where there is one, the English text. */
export const either = (zh: string, en: string | null | undefined): string => locale() === 'en' && en ? en : zh

/** How far a text was checked: against the text itself, in part, or not at all; null where nobody says. */
export type Sureness = 'checked' | 'partly' | 'unchecked'
const SURENESS: Readonly<Record<string, Sureness>> = {
  text_seen: 'checked', law_text_seen: 'checked', partly_seen: 'partly',
  memory_2017_seen: 'unchecked', memory: 'unchecked', law_from_memory: 'unchecked', common_practice: 'unchecked',
}
/** An answer nobody here knows is not taken for a sure one. */
export const surenessOf = (item: Item): Sureness | null => item.verified === undefined ? null : SURENESS[item.verified] ?? 'unchecked'

/** How many questions of each kind a list has. */
export function surenessCounts(list: ChecklistRow): Record<Sureness, number> {
  const counts = { checked: 0, partly: 0, unchecked: 0 }
  for (const section of list.sections) for (const item of section.items) {
    const how = surenessOf(item)
    if (how) counts[how] += 1
  }
  return counts
}

export const itemCount = (list: ChecklistRow): number => list.sections.reduce((sum, section) => sum + section.items.length, 0)

/** The sections with only the questions that fit what was typed and how sure they are. */
export function foundIn(list: ChecklistRow, typed: string, how: Sureness | null): Section[] {
  const term = typed.trim().toLowerCase()
  return list.sections
    .map((section) => ({ ...section, items: section.items.filter((item) => (how === null || surenessOf(item) === how)
      && (term === '' || `${item.question} ${item.question_en ?? ''} ${item.code} ${item.basis ?? ''}`.toLowerCase().includes(term))) }))
    .filter((section) => section.items.length > 0)
}

export const readChecklists = (): Promise<Got<readonly ChecklistRow[]>> => everyPage<ChecklistRow>('/checklists')
export const readChecklist = (id: string): Promise<Got<ChecklistRow>> => call<ChecklistRow>('GET', `/checklists/${encodeURIComponent(id)}`)
export const setInUse = (list: ChecklistRow, state: 'in_use' | 'retired'): Promise<Got<ChecklistRow>> => call<ChecklistRow>('PATCH', `/checklists/${list.id}`, { state, seen: list.version })
