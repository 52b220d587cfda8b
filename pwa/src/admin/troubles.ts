/** What is wrong with which field, in words for whoever filled it in. */
import { nextTick } from 'vue'

import { useWords } from '../lib/i18n'
import type { Refusal } from './doors'
import words from './troubles.words'

const { t } = useWords(words)
const known = (code: string): boolean => code in words.zh

/** Each field's first trouble by its path: `name`, `principal.phone`, `posts.0.role`. */
export function troublesOf(why: Refusal): Record<string, string> {
  const found: Record<string, string> = {}
  const walk = (at: string, said: unknown): void => {
    if (typeof said === 'string') found[at] ??= said
    else if (Array.isArray(said)) walk(at, said[0])
    else if (typeof said === 'object' && said !== null) for (const [name, inner] of Object.entries(said)) walk(at === '' ? name : `${at}.${name}`, inner)
  }
  if (why !== 'offline') walk('', why.errors ?? {})
  return found
}

/** A code of the server as a sentence; one that nobody here knows still says which field to look at. */
export function troubleText(code: string): string {
  const name = code.replaceAll(/[^a-z_]+/gi, '_').replaceAll(/^_|_$/g, '')
  if (known(name)) return t(name)
  if (/required|missing/i.test(code)) return t('required')
  if (/long/i.test(code)) return t('too_long')
  if (/date/i.test(code)) return t('no_such_day')
  return t('wrong_type')
}

/** Bring the first field that must be looked at into sight, once its words are drawn. */
export async function toFirstTrouble(): Promise<void> {
  await nextTick()
  document.querySelector('[data-error]')?.scrollIntoView({ block: 'center' })
}

/** The sentences by field. */
export function fieldWords(why: Refusal): Record<string, string> {
  return Object.fromEntries(Object.entries(troublesOf(why)).map(([field, code]) => [field, troubleText(code)]))
}
