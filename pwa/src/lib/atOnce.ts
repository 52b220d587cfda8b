/**
 * A few small things the phone knows before its store is open, so that the first screen need not wait for it.
 *
 * Only copies of what stands elsewhere: whoever reads one looks at the original as soon as there is a moment.
 */
const at = (name: string): string => `xunan-${name}`

/** What was kept under this name; undefined when there is nothing, or when the browser keeps nothing. */
export function readAtOnce<T>(name: string): T | undefined {
  try {
    const kept = localStorage.getItem(at(name))
    return kept === null ? undefined : JSON.parse(kept) as T
  } catch { return undefined }
}

/** Keep it; without room nothing is kept, and the next start waits for the store. */
export function keepAtOnce(name: string, value: unknown): void {
  try { localStorage.setItem(at(name), JSON.stringify(value)) } catch { forgetAtOnce(name) }
}

export function forgetAtOnce(name: string): void {
  try { localStorage.removeItem(at(name)) } catch { /* Where nothing can be kept there is nothing to forget. */ }
}
