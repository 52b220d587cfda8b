/** Which of a certificate's two dates counts now, in words. */
import { thisDay } from '../lib/day'
import { dayWords } from '../lib/format'
import { useWords } from '../lib/i18n'
import type { Certificate } from '../lib/wire'
import { endsOn, standing } from './standing'
import words from './words.words'

const { t } = useWords(words)

export function dateText(one: Pick<Certificate, 'valid_until' | 'review_due'>): string {
  const ends = endsOn(one)
  const late = standing(one, thisDay.value) === 'expired'
  const day = dayWords(ends)
  return ends === one.valid_until ? t(late ? 'ended' : 'good_until', { day }) : t(late ? 'review_missed' : 'review_by', { day })
}

export const standingText = (one: Pick<Certificate, 'valid_until' | 'review_due'>): string => t(standing(one, thisDay.value))
