/**
 * A checklist while somebody writes it. Pure.
 *
 * Sections and items have a `key` of their own here, which never travels: a rule points at the item it names by that
 * key, so that a code may be written anew at will, and an item that went away leaves the rule with its old name.
 */
import { isHere } from '../../photos/examplesHere'

export const KINDS = ['yes_no', 'number', 'choice', 'text', 'photo'] as const
export type Kind = typeof KINDS[number]
export const RESULTS = ['fail', 'pass', 'na'] as const

export interface After { item: string, key?: string, is: string[] }
export interface Rule { sectors?: string[], traits?: Record<string, unknown>, answers?: After[] }
/** `sha256`: under what the server has it, or until then under what it lies on this machine (photos/examplesHere.ts). */
export interface Example { sha256: string, caption?: string, caption_en?: string }
export interface Proof { kind: 'photo' | 'note', when: 'always' | 'fail' }
export interface Item {
  key: string
  code: string
  question: string
  question_en?: string
  help?: string
  help_en?: string
  pictures?: Example[]
  kind: Kind
  limits?: { min?: number, max?: number, unit?: string }
  choices?: string[]
  failing?: string[]
  evidence?: Proof[]
  certificates?: string[]
  weight?: number
  severity: string
  category?: string
  criterion?: string
  article?: number
  source?: { document?: string, article?: string, item?: string }
  basis?: string
  plan?: string
  verified?: string
  shown_if?: Rule
}
export interface Section { key: string, title: string, title_en?: string, items: Item[], shown_if?: Rule }
export interface Content { title: string, title_en: string, sectors: string[], traits: Record<string, unknown>, sections: Section[] }

/** What the server tells of a checklist or its draft, as far as it is written here. */
export interface Told {
  readonly title?: string | null
  readonly title_en?: string | null
  readonly sectors?: readonly string[] | null
  readonly traits?: unknown
  readonly sections: readonly unknown[]
}

let keys = 0
const newKey = (): string => `${Date.now().toString(36)}-${(keys += 1)}`
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
const record = (value: unknown): Record<string, unknown> => typeof value === 'object' && value !== null ? value as Record<string, unknown> : {}

/** Without what says nothing: null, empty text, empty lists and objects. `certificates: []` does say something. */
function spare<T extends object>(of: T): T {
  const says = ([name, value]: [string, unknown]): boolean => {
    if (value === null || value === undefined || value === '') return false
    if (name === 'certificates' || typeof value !== 'object') return true
    return Object.keys(value).length > 0
  }
  return Object.fromEntries(Object.entries(of).filter(says)) as T
}

/** What the server told, to be written on. */
export function contentOf(told: Told): Content {
  const sections = (copy(told.sections) as Partial<Section>[]).map((section): Section => ({
    ...spare(section), key: newKey(), title: section.title ?? '',
    items: (section.items ?? []).map((item): Item => ({ ...spare(item), key: newKey(), code: item.code ?? '', question: item.question ?? '', kind: item.kind ?? 'yes_no', severity: item.severity ?? 'general' })),
  }))
  const keyOf = new Map(sections.flatMap((section) => section.items).map((item) => [item.code, item.key]))
  for (const rule of rulesOf(sections)) for (const after of rule.answers ?? []) {
    const key = keyOf.get(after.item)
    if (key !== undefined) after.key = key
  }
  return { title: told.title ?? '', title_en: told.title_en ?? '', sectors: [...told.sectors ?? []], traits: copy(record(told.traits)), sections }
}

function* rulesOf(sections: readonly Section[]): Generator<Rule> {
  for (const section of sections) {
    if (section.shown_if) yield section.shown_if
    for (const item of section.items) if (item.shown_if) yield item.shown_if
  }
}

/**
 * As it travels: without keys, what says nothing, and pictures that the server has not got. Sections and items keep their places.
 * `whole`: with those pictures, as this machine shows it.
 */
export function sentOf(content: Content, whole = false): { title: string, title_en: string | null, sectors: string[], traits: Record<string, unknown> | null, sections: object[] } {
  const codes = new Map(itemsOf(content).map((item) => [item.key, item.code]))
  const rule = (one: Rule | undefined): Rule | undefined => {
    const answers = (one?.answers ?? []).map((after) => ({ item: (after.key !== undefined && codes.get(after.key)) || after.item || '?', is: [...after.is] }))
    const said = spare({ sectors: [...one?.sectors ?? []], traits: { ...one?.traits }, answers })
    return Object.keys(said).length > 0 ? said : undefined
  }
  const texts = (list: readonly string[] | undefined): string[] | undefined => list?.map((text) => text.trim()).filter(Boolean)
  const item = ({ key: _, ...one }: Item): object => spare({
    ...one, code: one.code.trim(), choices: texts(one.choices), failing: texts(one.failing), limits: one.limits && spare(one.limits),
    source: one.source && spare(one.source), pictures: one.pictures?.filter((picture) => whole || !isHere(picture.sha256)).map(spare), shown_if: rule(one.shown_if), certainty: undefined,
  })
  return {
    title: content.title, title_en: content.title_en || null, sectors: [...content.sectors],
    traits: Object.keys(content.traits).length > 0 ? { ...content.traits } : null,
    sections: content.sections.map(({ key: _, items, ...section }) => ({ ...spare({ ...section, shown_if: rule(section.shown_if) }), items: items.map(item) })),
  }
}

export const itemsOf = (content: Pick<Content, 'sections'>): Item[] => content.sections.flatMap((section) => section.items)

/** The first code of this kind that nobody has: A1 → A2, or 1, 2, 3 … */
export function nextCode(content: Pick<Content, 'sections'>, like = ''): string {
  const taken = new Set(itemsOf(content).map((item) => item.code))
  const parts = /^(.*?)(\d+)$/.exec(like)
  const [stem, width] = parts ? [parts[1] ?? '', parts[2]?.length ?? 1] : [like, 1]
  for (let n = parts ? Number(parts[2]) + 1 : 1; ; n += 1) {
    const code = stem + String(n).padStart(width, '0')
    if (!taken.has(code)) return code
  }
}

export const newSection = (): Section => ({ key: newKey(), title: '', items: [] })
export const newItem = (content: Content, at: Section): Item => ({ key: newKey(), code: nextCode(content, at.items.at(-1)?.code ?? ''), question: '', kind: 'yes_no', severity: 'general' })

/** The same once more, behind it, with a code of its own. */
export function doubled(content: Content, item: Item): Item {
  return { ...copy(item), key: newKey(), code: nextCode(content, item.code) }
}

// --- moving ------------------------------------------------------------------------------------------

export interface Place { readonly section: number, readonly item: number }

export function placeOf(sections: readonly Section[], key: string): Place | null {
  for (const [section, { items }] of sections.entries()) {
    const item = items.findIndex((one) => one.key === key)
    if (item >= 0) return { section, item }
  }
  return null
}

/** Take the item at `from` out and put it so that it stands at `to`. */
export function moveItem(sections: Section[], from: Place, to: Place): void {
  const target = sections[to.section]
  const [item] = sections[from.section]?.items.splice(from.item, 1) ?? []
  if (item && target) target.items.splice(Math.min(to.item, target.items.length), 0, item)
}

/** One place up (-1) or down (1); over the edge of a section into the next. Null at either end of the list. */
export function oneStep(sections: readonly Section[], at: Place, by: -1 | 1): Place | null {
  const here = sections[at.section]
  if (!here) return null
  const next = at.item + by
  if (next >= 0 && next < here.items.length) return { section: at.section, item: next }
  const other = sections[at.section + by]
  return other ? { section: at.section + by, item: by < 0 ? other.items.length : 0 } : null
}

export function moveSection(sections: Section[], from: number, to: number): void {
  if (to < 0 || to >= sections.length) return
  const [section] = sections.splice(from, 1)
  if (section) sections.splice(to, 0, section)
}
