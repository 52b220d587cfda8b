/** Times as they stand in the small stamp on a photo. */
import { locale } from '../lib/i18n'
import { stamp } from '../lib/clock'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const here = (iso: string | null | undefined): string => iso && !Number.isNaN(Date.parse(iso)) ? stamp(new Date(iso)) : ''

/** “11-19”, “19 Nov”; '' for no time. */
export function shortDay(iso: string | null | undefined): string {
  const at = here(iso)
  if (!at) return ''
  return locale() === 'en' ? `${Number(at.slice(8, 10))} ${MONTHS[Number(at.slice(5, 7)) - 1] ?? ''}` : at.slice(5, 10)
}

/** “11-19 15:19”, “19 Nov 15:19”. */
export function shortTime(iso: string | null | undefined): string {
  const at = here(iso)
  return at ? `${shortDay(iso)} ${at.slice(11, 16)}` : ''
}
