/** What one edition of a checklist has that the other has not, item by item. Pure. */
type Fields = Readonly<Record<string, unknown>>
interface Sections { readonly sections: readonly unknown[] }

export interface Change { readonly code: string, readonly question: string, readonly fields: readonly string[] }
export interface Difference {
  readonly added: readonly Change[]
  readonly dropped: readonly Change[]
  readonly changed: readonly Change[]
  /** Titles, order, whom it concerns: something beside the items. */
  readonly frame: boolean
}

/** Words of the server about how sure a text is follow from `verified`. */
const ASIDE = new Set(['code', 'certainty', 'key'])
const fieldsOf = (value: unknown): Fields => typeof value === 'object' && value !== null ? value as Fields : {}
const itemsIn = (of: Sections): Fields[] => of.sections.flatMap((section) => (fieldsOf(section)['items'] ?? []) as Fields[])
const text = (value: unknown): string => typeof value === 'string' ? value : ''

/** The same value as the same words, whatever order its members come in; what says nothing is as good as absent. */
export function plain(value: unknown): string {
  const sorted = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(sorted)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).filter(([, each]) => each !== null && each !== undefined && each !== '').sort(([a], [b]) => a < b ? -1 : 1).map(([name, each]) => [name, sorted(each)]))
  }
  return JSON.stringify(sorted(value) ?? null)
}

/** Empty text is as good as none. */
const told = (value: unknown): string => plain(value === '' ? null : value)

export function differenceOf(before: Sections & object, after: Sections & object): Difference {
  const was = new Map(itemsIn(before).map((item) => [text(item['code']), item]))
  const is = new Map(itemsIn(after).map((item) => [text(item['code']), item]))
  const named = (item: Fields, fields: readonly string[] = []): Change => ({ code: text(item['code']), question: text(item['question']), fields })
  const changed = [...is].flatMap(([code, item]) => {
    const old = was.get(code)
    if (!old) return []
    const fields = [...new Set([...Object.keys(old), ...Object.keys(item)])].filter((name) => !ASIDE.has(name) && told(old[name]) !== told(item[name]))
    return fields.length > 0 ? [named(item, fields)] : []
  })
  const frame = (of: Sections & object): string => plain({
    ...Object.fromEntries(['title', 'title_en'].map((name) => [name, fieldsOf(of)[name]])),
    sections: of.sections.map((section) => ({ ...fieldsOf(section), items: ((fieldsOf(section)['items'] ?? []) as Fields[]).map((item) => item['code']).filter((code) => was.has(text(code)) && is.has(text(code))) })),
  })
  return {
    added: [...is].filter(([code]) => !was.has(code)).map(([, item]) => named(item)),
    dropped: [...was].filter(([code]) => !is.has(code)).map(([, item]) => named(item)),
    changed, frame: frame(before) !== frame(after),
  }
}
