/** Doing what saves, and what to say when it could not be saved: a full phone, mostly. */
import { ref } from 'vue'

import { useWords } from '../lib/i18n'
import { isFull } from './full'
import words from './saying.words'

export function useSaying() {
  const { t } = useWords(words)
  const trouble = ref('')

  /** Answers whether it was saved; if not, `trouble` says why. What was saved before is untouched. */
  async function keep(work: () => Promise<unknown>): Promise<boolean> {
    trouble.value = ''
    try {
      await work()
      return true
    } catch (error) {
      if (!isFull(error)) console.error('Not saved', error)
      trouble.value = t(isFull(error) ? 'full' : 'not_saved')
      return false
    }
  }
  return { trouble, keep }
}
