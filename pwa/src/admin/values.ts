/** A value of an enterprise as people read it: a code as its word, an area as its name, a person with the number. */
import { locale, useWords } from '../lib/i18n'
import type { AreaRow } from './areas'
import type { Taxonomy, Term } from './enterprises'
import traits from './TraitFields.words'

const { t } = useWords(traits)

export function valueText(field: string, value: unknown, areas: readonly AreaRow[], taxonomy: Taxonomy | null): string {
  if (value === null || value === undefined) return ''
  const word = (terms: readonly Term[] | undefined): string | undefined => terms?.find((term) => term.code === value)?.[locale()]
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') {
    if (field === 'area' || field === 'area_id') return areas.find((area) => area.id === value)?.name ?? ''
    const terms = { sector: taxonomy?.sectors, state: taxonomy?.states, risk_grade: taxonomy?.risk_grades }[field]
    return word(terms ?? taxonomy?.traits.find((trait) => trait.code === field)?.options) ?? value
  }
  if (typeof value !== 'object') return ''
  if ('name' in value || 'phone' in value) return Object.values(value).filter(Boolean).join(' ')
  return Object.entries(value).map(([code, each]) => {
    const trait = taxonomy?.traits.find((one) => one.code === code)
    return `${trait?.[locale()] ?? code} ${valueText(code, each, areas, taxonomy)}`.trim()
  }).join(locale() === 'en' ? ', ' : '、')
}
