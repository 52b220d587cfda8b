/** What was written, step by step, so that any of it can be had back. Pure. */
export interface History { readonly past: readonly string[], readonly now: string, readonly future: readonly string[] }

/** As many steps as a sitting has; each is the whole checklist. */
const MOST = 60

export const begun = (now: string): History => ({ past: [], now, future: [] })

/** A new state; the same as before is no step. */
export function noted(history: History, now: string): History {
  return now === history.now ? history : { past: [...history.past, history.now].slice(-MOST), now, future: [] }
}

export function undone({ past, now, future }: History): History {
  const before = past.at(-1)
  return before === undefined ? { past, now, future } : { past: past.slice(0, -1), now: before, future: [now, ...future] }
}

export function redone({ past, now, future }: History): History {
  const [after, ...rest] = future
  return after === undefined ? { past, now, future } : { past: [...past, now], now: after, future: rest }
}
