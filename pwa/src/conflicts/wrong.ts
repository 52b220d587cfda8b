/** What the server found wrong in a refused op, field by field, called as the form calls it that the person filled in. */
import type { OutboxOp } from '../database'
import actWords from '../hazards/ActPage.words'
import { dayWords } from '../lib/format'
import { useWords } from '../lib/i18n'
import type { Hazard } from '../lib/wire'
import { fieldText, recordText } from './values'
import words from './wrong.words'

const { t } = useWords(words)
const { t: form } = useWords(actWords)

/** The name of a field or argument of this op. */
export function nameIn(op: Pick<OutboxOp, 'op' | 'type' | 'action'>, field: string): string {
  if (op.type === 'comment' && field === 'text') return recordText('comment')
  if (op.op !== 'act' || op.type !== 'hazard') return fieldText(field, op.type)
  if (field === 'due_date' && op.action?.endsWith('_extension')) return form('field_due_new')
  return `field_${field}` in actWords.zh ? form(`field_${field}`) : fieldText(field)
}

function sentence(code: unknown, hazard: Hazard | null): string {
  const name = typeof code === 'string' && code in words.zh && code !== 'line' ? code : 'wrong'
  if (name === 'not_later' && !hazard?.due_date) return t('wrong')
  return t(name, { date: hazard?.due_date ? dayWords(hazard.due_date) : '' })
}

/** Field → what is wrong with it. Empty where the refusal is about the whole and its own sentence says all. */
export function wrongOf(op: OutboxOp, hazard: Hazard | null): Record<string, string> {
  return Object.fromEntries(Object.entries(op.problem?.errors ?? {}).map(([field, codes]) => [field, sentence(Array.isArray(codes) ? codes[0] : codes, hazard)]))
}

/** The same as lines to read. */
export const wrongLines = (op: OutboxOp, hazard: Hazard | null): string[] =>
  Object.entries(wrongOf(op, hazard)).map(([field, what]) => t('line', { field: nameIn(op, field), what }))
