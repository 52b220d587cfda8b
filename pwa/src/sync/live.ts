/** A reading that follows the database: what a pull brings or a tap saves shows at once. */
import { liveQuery } from 'dexie'
import { type ShallowRef, onScopeDispose, getCurrentScope, shallowReadonly, shallowRef, watch, type WatchSource } from 'vue'

import { passes } from '../lib/moment'

/**
 * Follow a query. `initial` shows until the first answer (and is what stays when it fails).
 * `sources`: things outside the database that the query depends on, such as a route's id.
 * `begin`: what to wait for before the first reading, where something shows already.
 */
export function useLive<T, I = T>(query: () => Promise<T>, initial: I, sources: readonly WatchSource[] = [], begin?: Promise<unknown>): Readonly<ShallowRef<T | I>> {
  const value = shallowRef<T | I>(initial)
  let over = false
  let stop = (): void => undefined
  const follow = (): void => {
    stop()
    if (over) return
    let first = true
    // Async itself, because Dexie goes on noting what is read behind an `await` only for a function that is.
    const read = async (): Promise<T> => {
      const before = first ? null : passes()
      first = false
      if (!before) return query()
      void before.then(follow)
      return value.value as T
    }
    const watching = liveQuery(read).subscribe({
      next: (found) => { value.value = found },
      error: (reason: unknown) => { console.error('A reading stopped', reason) },
    })
    stop = () => watching.unsubscribe()
  }
  if (sources.length > 0) watch([...sources], follow)
  if (begin) void begin.then(follow)
  else follow()
  if (getCurrentScope()) {
    onScopeDispose(() => {
      over = true
      stop()
    })
  }
  return shallowReadonly(value)
}
