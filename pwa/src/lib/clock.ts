/** What time it is: by this phone, and by the server as far as its last answer told. */

let ahead = 0

export const now = (): Date => new Date()

/** Remember how far the server's clock is from this one. Called with every answer that carries a time. */
export function learnServerTime(server_time: string, here: Date = now()): void {
  const there = Date.parse(server_time)
  if (!Number.isNaN(there)) ahead = there - here.getTime()
}

export const serverNow = (here: Date = now()): Date => new Date(here.getTime() + ahead)

/** Milliseconds this phone's clock is behind the server's (negative: before it). */
export const clockSkew = (): number => ahead

/** RFC 3339 with this phone's offset, so that a reader sees the hour the person saw. */
export function stamp(when: Date = now()): string {
  const offset = -when.getTimezoneOffset()
  const two = (n: number): string => String(Math.floor(Math.abs(n))).padStart(2, '0')
  const local = new Date(when.getTime() + offset * 60_000).toISOString().slice(0, -1)
  return `${local}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`
}

/** The calendar day here, `YYYY-MM-DD`. */
export const today = (when: Date = now()): string => stamp(when).slice(0, 10)
