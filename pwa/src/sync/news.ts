/**
 * Whether there is anything new for this person: while somebody looks at the screen, the server is asked every two
 * seconds, in a few bytes, and fetched from only when it says yes. A hidden page asks nothing; without a signal
 * ever less often. Pulling by the loop's own clock would be enough; this only makes it quick.
 */
import { db } from '../database'
import { ask, type Reply } from '../lib/http'
import { reachable } from './status'

/** News is heard within two seconds: the pause, never longer than this by its luck, and the answer's few milliseconds. */
const USUAL = 1_800
const LONGEST = 60_000

interface Hint { readonly changed: boolean }

/** null: there is nothing to ask with yet (no device, or the first fetch has not begun, or the session ended). */
export async function askForNews(): Promise<{ cursor: string, reply: Reply<Hint> } | null> {
  const base = db()
  const [device, cursor, ended] = await Promise.all([base.fact('device'), base.fact('cursor'), base.fact('ended')])
  if (!device || cursor === undefined || ended) return null
  const query = new URLSearchParams({ cursor })
  return { cursor, reply: await ask<Hint>('GET', `/api/v1/sync/events?${query.toString()}`, { headers: { 'X-Xunan-Device': device.id }, patience: 10_000 }) }
}

/**
 * Milliseconds until the next question; `misses`: how often in a row it brought nothing to go by. Phones that all
 * missed at the same moment spread out; those that are answered only drift apart a little.
 */
export const pauseOf = (misses: number, luck: number): number =>
  misses === 0 ? USUAL * (0.9 + luck / 5) : Math.min(LONGEST, USUAL * 2 ** Math.min(misses, 6)) * (0.75 + luck / 2)

/** Begin to listen. `changed` fetches. Answers how to stop. */
export function startNews(changed: () => void, question: typeof askForNews = askForNews): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  let misses = 0
  /** The cursor for which news was told last: a fetch that does not get on is not hurried. */
  let told: string | null = null
  let asking = false
  let stopped = false

  const seen = (): boolean => document.visibilityState === 'visible'
  const again = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = stopped || !seen() ? null : setTimeout(() => void listen(), pauseOf(misses, Math.random()))
  }
  async function listen(): Promise<void> {
    if (asking) return
    asking = true
    try {
      // The loop tries to reach the server by itself, and a lost signal is its to find out.
      const heard = reachable.value ? await question() : null
      if (heard?.reply.kind !== 'ok') misses += 1
      else if (!heard.reply.data.changed) misses = 0
      else {
        misses = heard.cursor === told ? misses + 1 : 0
        told = heard.cursor
        if (!stopped) changed()
      }
    } catch (reason) {
      console.error('The question for news failed', reason)
      misses += 1
    } finally {
      asking = false
    }
    again()
  }
  const woken = (): void => {
    misses = 0
    again()
  }

  document.addEventListener('visibilitychange', woken)
  window.addEventListener('online', woken)
  again()
  return () => {
    stopped = true
    if (timer !== null) clearTimeout(timer)
    document.removeEventListener('visibilitychange', woken)
    window.removeEventListener('online', woken)
  }
}
