/** A sentence for what came of asking the server. */
import { useWords } from '../lib/i18n'
import type { Problem } from '../lib/wire'
import words from './outcome.words'

const { t } = useWords(words)

/** `reading`: nothing had been filled in. */
export function outcomeText(outcome: 'offline' | Problem, reading = false): string {
  if (outcome === 'offline') return t(reading ? 'reading' : 'offline')
  if (outcome.detail !== '') return outcome.detail
  return outcome.status === 429 || outcome.status === 503 ? t('busy') : t(reading ? 'broken_reading' : 'broken')
}

/** The server’s words about single fields (`errors: {field: […]}`), for showing under each. */
export function fieldErrors(outcome: 'offline' | Problem): Record<string, string> {
  if (outcome === 'offline') return {}
  const found: Record<string, string> = {}
  const told = outcome.errors ?? {}
  const inner = typeof told['json'] === 'object' && told['json'] !== null ? told['json'] as Record<string, unknown> : told
  for (const [field, said] of Object.entries(inner)) {
    if (typeof said === 'string') found[field] = said
    else if (Array.isArray(said)) found[field] = said.filter((part): part is string => typeof part === 'string').join(' ')
  }
  if (outcome.field !== undefined) found[outcome.field] = outcome.detail
  return found
}
