/** A field of a hazard and a value of it, as history and its past values tell them. */
import { dayWords, moneyText, timeText } from '../lib/format'
import { useWords } from '../lib/i18n'
import marks from '../ui/marks.words'
import shared from './hazard.words'
import words from './history.words'

const { t } = useWords(words)
const { t: h } = useWords(shared)
const { t: m } = useWords(marks)
const FIELDS = ['description', 'category', 'place', 'disposal', 'due_date', 'responsible', 'measures', 'funds_fen', 'contingency_plan', 'interim_controls', 'severity', 'lat', 'enterprise_id']

export const fieldName = (field: string): string => t(FIELDS.includes(field) ? `field_${field}` : 'field_other')

export function valueWords(field: string, of: unknown): string {
  if (of === null || of === undefined || of === '') return t('empty_value')
  if (field === 'funds_fen' && typeof of === 'number') return moneyText(of)
  if (field === 'due_date' && typeof of === 'string') return dayWords(of)
  if (field === 'found_at' && typeof of === 'string') return timeText(of)
  if ((field === 'category' || field === 'disposal' || field === 'channel') && typeof of === 'string') return h(`${field}_${of}`)
  if (field === 'severity' && typeof of === 'string') return m(`severity_${of}`)
  return typeof of === 'string' || typeof of === 'number' ? String(of) : ''
}
