/**
 * What a screen showed when it was last read, drawn until it has been read anew: nothing moves under a thumb that is
 * there already. Only a copy, of this person alone, which whoever leaves takes along.
 */
import { getCurrentScope, onScopeDispose, watch, type WatchSource } from 'vue'

import { forgetAtOnce, keepAtOnce, readAtOnce } from './atOnce'
import { idle } from './moment'

const NAMES = ['round', 'begun', 'own-checks'] as const
export type Name = typeof NAMES[number]

/** A later shape of what is kept has another number. */
const SHAPE = 1
/** Letters of one; what is longer waits for the store, since all that is kept at once shares 5 MB. */
const MOST = 200_000
interface Kept<T> { readonly shape: number, readonly user: string, readonly value: T }

/** As it was last; undefined when nothing, or somebody else's, was kept. */
export function lastSeen<T>(name: Name, user: string | undefined): T | undefined {
  const kept = readAtOnce<Kept<T>>(name)
  return user !== undefined && kept?.shape === SHAPE && kept.user === user ? kept.value : undefined
}

/** Keep what `source` shows, once nobody waits for the screen; null: it has not been read. */
export function keepSeen<T>(name: Name, whose: () => string | undefined, source: WatchSource<T | null>): void {
  let over = false
  let newest: T | null = null
  const write = (): void => {
    const user = whose()
    // Gone meanwhile: nothing of him stays behind.
    if (over || user === undefined || newest === null) return
    const kept: Kept<T> = { shape: SHAPE, user, value: newest }
    newest = null
    if (JSON.stringify(kept).length > MOST) forgetAtOnce(name)
    else keepAtOnce(name, kept)
  }
  watch(source, (value) => {
    const waits = newest !== null
    newest = value
    if (value !== null && !waits) void idle().then(write)
  }, { immediate: true })
  if (getCurrentScope()) onScopeDispose(() => { write(); over = true })
}

export const forgetSeen = (): void => { for (const name of NAMES) forgetAtOnce(name) }
