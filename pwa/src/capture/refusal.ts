/** What is said when a photo cannot be taken in or kept: which one, and why. */
import { useWords } from '../lib/i18n'
import { NoPicture } from '../photos/album'
import { isFull } from '../storage/full'
import words from './refusal.words'

/** A sentence for the person; an error that is nobody's file and no full phone is thrown on. */
export function useRefusal(): (error: unknown) => string {
  const { t } = useWords(words)
  return error => {
    if (isFull(error)) return t('no_room')
    if (error instanceof NoPicture) return t(error.why, { name: error.file })
    throw error
  }
}
