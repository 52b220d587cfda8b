/** The diary as a page reads it: what was tried, and what holds everything up now. */
import { type ComputedRef, computed, type Ref } from 'vue'

import type { DiaryLine } from '../database'
import { hourText } from '../lib/format'
import { useWords } from '../lib/i18n'
import { readDiary } from '../sync/diary'
import { useLive } from '../sync/live'
import { useSyncStatus, type SyncStatus } from '../sync/status'
import words from './diary.words'

const { t } = useWords(words)

export const useDiary = (): Readonly<Ref<readonly DiaryLine[] | null>> => useLive<readonly DiaryLine[], null>(readDiary, null)

export interface Holdup {
  readonly kind: 'ended' | 'too_old' | 'offline' | 'asked' | 'failed' | 'broken' | 'going' | 'next'
  /** In words: why, and when next. */
  readonly why: string
  readonly when: string
}

/** What keeps everything on this phone now, judged by what is so and by how the last try ended. */
export function holdupOf(status: Pick<SyncStatus, 'ended' | 'too_old' | 'online' | 'next_at'>, last: DiaryLine | undefined): Holdup {
  const next = status.next_at === null ? '' : t('when', { time: hourText(new Date(status.next_at).toISOString()) })
  const say = (kind: Holdup['kind'], when = next, fill = {}): Holdup => ({ kind, why: t(`why_${kind}`, fill), when })
  if (status.ended !== null) return say('ended', t('when_ended'))
  if (status.too_old) return say('too_old', t('when_too_old'))
  if (!status.online) return say('offline', t('when_offline'))
  if (status.next_at === null) return say('going', '')
  if (last?.outcome === 'broken') return say('broken')
  if (last?.outcome === 'wait') return last.wait_until === undefined ? say('failed') : say('asked', next, { time: hourText(last.wait_until) })
  return say('next')
}

export function useHoldup(lines: Readonly<Ref<readonly DiaryLine[] | null>>): ComputedRef<Holdup> {
  const status = useSyncStatus()
  return computed(() => holdupOf(status.value, lines.value?.[0]))
}
