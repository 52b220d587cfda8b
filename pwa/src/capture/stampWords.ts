/** The words of the stamp, in the language of the person who takes the photo. */
import { stamp as timestamp } from '../lib/clock'
import { weekdayText } from '../lib/format'
import { useWords } from '../lib/i18n'
import type { Me } from '../lib/wire'
import type { StampLines } from '../photos/stamp'
import type { Fix } from './position'
import words from './stampWords.words'

/** `15:20:09` of this phone's clock. */
export const clockText = (at: Date): string => timestamp(at).slice(11, 19)

function accuracyText(fix: Pick<Fix, 'accuracy_m'> | null, t: ReturnType<typeof useWords<typeof words.zh>>['t']): string {
  return fix ? t('accuracy', { n: fix.accuracy_m }) : t('no_position')
}

/** Who took it and where he is at home: the area or enterprise of his first post. */
export function whereAndWho(me: Me | null, place: string): string {
  const post = me?.posts[0]
  const where = place || post?.area?.name || post?.enterprise?.name || ''
  return [where, me?.user.name ?? ''].filter(Boolean).join(' · ')
}

/** The stamp of a photo taken now. */
export function stampNow(at: Date, fix: Fix | null, me: Me | null, place: string): StampLines {
  const { t } = useWords(words)
  return {
    time: clockText(at), date: `${timestamp(at).slice(0, 10)} ${weekdayText(at)}`,
    accuracy: accuracyText(fix, t), place: whereAndWho(me, place), mark: t('mark'),
  }
}

/** The stamp of a photo from the gallery: its own time, or, when it has none, that it was added now. */
export function stampGallery(at: Date, taken: string | null, me: Me | null, place: string): StampLines {
  const { t } = useWords(words)
  const when = taken ? new Date(taken) : null
  return {
    time: when ? t('taken', { time: clockText(when) }) : t('gallery'),
    date: when ? `${timestamp(when).slice(0, 10)} ${weekdayText(when)}` : t('added', { time: timestamp(at).slice(0, 16).replace('T', ' ') }),
    accuracy: when ? t('gallery') : '', place: whereAndWho(me, place), mark: t('mark'),
  }
}
