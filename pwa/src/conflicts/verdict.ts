/** What others decided about this person's work, in words. */
import { useWords } from '../lib/i18n'
import type { Verdict } from '../sync/verdicts'
import { fieldText, valueText } from './values'
import words from './verdict.words'

const { t } = useWords(words)

export function verdictTitle({ kind, row }: Verdict): string {
  if (kind === 'contribution') return t(row.state === 'adopted' ? 'adopted' : 'declined', { who: row.decided_by?.name ?? t('someone'), n: row.ops.length })
  return t('settled', { who: row.resolved_by?.name ?? t('someone'), field: fieldText(row.field, row.record_type) })
}

/** `mine`: his value was the one that had not taken effect. */
export function verdictWhy({ kind, row }: Verdict, mine: boolean): string {
  if (kind === 'contribution') {
    if (row.state === 'declined') return t('why', { reason: row.reason ?? '' })
    return row.reason ? t('said', { said: row.reason }) : t('adopted_why')
  }
  return t('now', { value: valueText(row.field, row.value), yours: valueText(row.field, mine ? row.incoming : row.current) })
}
