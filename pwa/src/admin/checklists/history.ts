/** What was written, step by step, so that any of it can be had back. Pure. */
export interface History { readonly past: readonly string[], readonly now: string, readonly future: readonly string[] }

/** As many steps as a sitting has; each is the whole checklist. */
const MOST = 60

export const begun = (now: string): History => ({ past: [], now, future: [] })

/** A new state; the same as before is no step. */
export function noted(history: History, now: string): History {
  return now === history.now ? history : { past: [...history.past, history.now].slice(-MOST), now, future: [] }
}

/** Everywhere the new name of the same thing: stepping back does not bring the old one. */
export const renamed = ({ past, now, future }: History, from: string, to: string): History => {
  const anew = (text: string): string => text.replaceAll(from, to)
  return { past: past.map(anew), now: anew(now), future: future.map(anew) }
}

export function undone({ past, now, future }: History): History {
  const before = past.at(-1)
  return before === undefined ? { past, now, future } : { past: past.slice(0, -1), now: before, future: [now, ...future] }
}

export function redone({ past, now, future }: History): History {
  const [after, ...rest] = future
  return after === undefined ? { past, now, future } : { past: [...past, now], now: after, future: rest }
}
