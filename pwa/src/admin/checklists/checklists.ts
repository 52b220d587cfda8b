/** Checklists as they are read at the desk, each question with how well its text was verified. */
import { locale } from '../../lib/i18n'
import type { Me, Server } from '../../lib/wire'
import { call, everyPage, type Got } from '../doors'

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
export const CERTAINTIES = ['text_seen', 'partly_seen', 'memory_2017_seen', 'memory', 'law_text_seen', 'law_from_memory', 'common_practice'] as const
/** An answer nobody here knows is not taken for a sure one. */
export const surenessOf = (item: { readonly verified?: string | undefined }): Sureness | null => item.verified === undefined ? null : SURENESS[item.verified] ?? 'unchecked'

/** How many questions of each kind a list has. */
export function surenessCounts(list: ChecklistRow): Record<Sureness, number> {
  const counts = { checked: 0, partly: 0, unchecked: 0 }
  for (const section of list.sections) for (const item of section.items) {
    const how = surenessOf(item)
    if (how) counts[how] += 1
  }
  return counts
}

/** What is read of a list: its draft where it was never in use. */
export const shownOf = (list: ChecklistRow): ChecklistRow => list.state === 'draft' && list.draft ? { ...list, ...contentOnly(list.draft) } : list
const contentOnly = ({ title, title_en, sections, sectors, traits }: NonNullable<ChecklistRow['draft']>) => ({ ...(title ? { title } : {}), title_en, sections: sections as ChecklistRow['sections'], sectors, traits })

/** Those who keep the whole site write checklists. */
export const keepsChecklists = (me: Me | null): boolean => me?.posts.some((post) => post.role === 'admin' && post.area === null && post.enterprise === null) === true

export const itemCount = (list: Pick<ChecklistRow, 'sections'>): number => list.sections.reduce((sum, section) => sum + section.items.length, 0)

/** The sections with only the questions that fit what was typed and how sure they are. */
export function foundIn(list: ChecklistRow, typed: string, how: Sureness | null): Section[] {
  const term = typed.trim().toLowerCase()
  return list.sections
    .map((section) => ({ ...section, items: section.items.filter((item) => (how === null || surenessOf(item) === how)
      && (term === '' || `${item.question} ${item.question_en ?? ''} ${item.code} ${item.basis ?? ''}`.toLowerCase().includes(term))) }))
    .filter((section) => section.items.length > 0)
}

const at = (id: string): string => `/checklists/${encodeURIComponent(id)}`

export const readChecklists = (): Promise<Got<readonly ChecklistRow[]>> => everyPage<ChecklistRow>('/checklists')
export const readChecklist = (id: string): Promise<Got<ChecklistRow>> => call<ChecklistRow>('GET', at(id))
export const setInUse = (list: ChecklistRow, state: 'in_use' | 'retired'): Promise<Got<ChecklistRow>> => call<ChecklistRow>('PATCH', at(list.id), { state, seen: list.version })

/** A new one, as a draft: empty, or with what somebody wrote. */
export const beginChecklist = (code: string, title: string, content: object = {}): Promise<Got<ChecklistRow>> => call<ChecklistRow>('POST', '/checklists', { ...content, code, title, state: 'draft' })
export const copyChecklist = (id: string, code: string, title: string): Promise<Got<ChecklistRow>> => call<ChecklistRow>('POST', `${at(id)}/copy`, { code, title })
/** `seen`: the version of the draft that was looked at, 0 to begin one. */
export const saveDraft = (id: string, content: object, seen: number): Promise<Got<ChecklistRow>> => call<ChecklistRow>('PUT', `${at(id)}/draft`, { ...content, seen })
export const publishDraft = (id: string, seen: number): Promise<Got<ChecklistRow>> => call<ChecklistRow>('POST', `${at(id)}/publish`, { seen })
export const discardDraft = (id: string, seen: number): Promise<Got<null>> => call<null>('DELETE', `${at(id)}/draft`, undefined, { headers: { 'If-Match': `"${seen}"` } })
