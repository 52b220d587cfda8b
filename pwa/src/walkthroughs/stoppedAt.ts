/** The item at which somebody left a walkthrough for another one of the visit; a reload in between costs nothing. */
const at = (walkthrough: string): string => `stopped-at:${walkthrough}`

export function stopAt(walkthrough: string, item: string): void {
  try { sessionStorage.setItem(at(walkthrough), item) } catch { /* Then he comes back to the first that waits. */ }
}

export function stoppedAt(walkthrough: string): string | null {
  try { return sessionStorage.getItem(at(walkthrough)) } catch { return null }
}
