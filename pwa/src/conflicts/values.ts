/** A field and its value in words a person knows. */
import { kindText } from '../certificates/kinds'
import { masked } from '../certificates/standing'
import hazardWords from '../hazards/hazard.words'
import historyWords from '../hazards/history.words'
import { dayWords, moneyText, timeText } from '../lib/format'
import { locale, useWords } from '../lib/i18n'
import marks from '../ui/marks.words'
import words from './values.words'

const { t } = useWords(words)
const { t: field } = useWords(historyWords)
const { t: mark } = useWords(marks)
const { t: hazard } = useWords(hazardWords)

const NAMED = new Set(['description', 'category', 'place', 'disposal', 'due_date', 'responsible', 'measures', 'funds_fen', 'contingency_plan', 'interim_controls', 'severity', 'lat', 'enterprise_id'])
const TEXTS = new Set(['description', 'place', 'responsible', 'measures', 'contingency_plan', 'interim_controls', 'caption', 'text', 'note'])

/** Those whose words stand here, with the fields of an item of a check and of a certificate. */
const OWN = new Set(['result', 'note', 'holder', 'kind', 'issuer', 'issued_on', 'valid_until', 'review_due'])

/** `type`: of the record, for a name that two types share. */
export function fieldText(name: string | null | undefined, type?: string): string {
  if (name === null || name === undefined) return t('whole')
  if (name === 'number' && type === 'certificate') return t('field_number')
  return OWN.has(name) ? t(`field_${name}`) : field(NAMED.has(name) ? `field_${name}` : 'field_other')
}

/** The number on a card, which is often its holder's identity number; that of an item's answer is a figure. */
export const isPersonal = (name: string | null | undefined, value: unknown): boolean => name === 'number' && typeof value === 'string'

/** Whether two values of this field could be written together. */
export const isText = (name: string | null | undefined): boolean => TEXTS.has(name ?? '')

export function recordText(type: string): string {
  return t(['hazard', 'photo', 'comment', 'walkthrough', 'answer', 'certificate'].includes(type) ? `record_${type}` : 'record_other')
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const resultText = (value: unknown): string => value === 'pass' || value === 'fail' || value === 'na' ? t(`result_${value}`) : String(value)

/** What stands in a field, as a person would say it; what is personal is masked until somebody asks for it (`whole`). */
export function valueText(name: string | null | undefined, value: unknown, whole = false): string {
  if (isRecord(value) && typeof value['deleted'] === 'boolean') return value['deleted'] ? t('deleted') : t('kept')
  if (value === null || value === undefined || value === '') return t('none')
  if (isRecord(value) && typeof value['lat'] === 'number' && typeof value['lon'] === 'number') {
    return t('position', { lat: value['lat'].toFixed(5), lon: value['lon'].toFixed(5), n: Math.round(Number(value['accuracy_m'] ?? 0)) })
  }
  if (isRecord(value) && 'result' in value) return [value['result'], value['number'], value['choice'], value['text']].filter((part) => part !== null && part !== undefined && part !== '').map((part, i) => i === 0 ? resultText(part) : String(part)).join(' · ') || t('none')
  if (typeof value === 'boolean') return value ? t('yes') : t('no')
  if (name === 'funds_fen' && typeof value === 'number') return moneyText(value)
  if (typeof value !== 'string') return typeof value === 'number' ? String(value) : JSON.stringify(value)
  if (isPersonal(name, value)) return whole ? value : masked(value)
  if (name === 'kind') return kindText(value)
  if (name === 'result') return resultText(value)
  if (name === 'severity') return mark(`severity_${value}`)
  if (['due_date', 'issued_on', 'valid_until', 'review_due'].includes(name ?? '')) return dayWords(value)
  if (name === 'found_at' || name === 'taken_at') return timeText(value)
  if (name === 'category' || name === 'disposal' || name === 'channel') {
    const key = `${name}_${value}`
    return key in hazardWords[locale()] ? hazard(key) : value
  }
  return value
}
