/** What was saved a moment ago: its slip says so at once, without waiting for the store to be read back. */
interface Saved { readonly id: string, readonly at: string, readonly photos: number }

let last: Saved | null = null

/** Call once the store has confirmed. */
export function noteSaved(saved: Saved): void {
  last = saved
}

export const justSaved = (id: string): Saved | null => last?.id === id ? last : null
