/** Where two texts differ, and what they would be as one. Pure. */

export interface Parts { readonly head: string, readonly mine: string, readonly theirs: string, readonly tail: string }

/** Split both texts into what they share at the start, what differs, and what they share at the end. By whole characters. */
export function difference(mine: string, theirs: string): Parts {
  const [a, b] = [Array.from(mine), Array.from(theirs)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const cut = (letters: string[]): string => letters.slice(start, letters.length - end).join('')
  return { head: a.slice(0, start).join(''), mine: cut(a), theirs: cut(b), tail: end > 0 ? a.slice(-end).join('') : '' }
}

/** Both together, theirs first because it stands now: nothing that either wrote is left out. */
export function combine(mine: string, theirs: string): string {
  const { head, mine: left, theirs: right, tail } = difference(mine, theirs)
  if (left.trim() === '') return theirs
  if (right.trim() === '') return mine
  const mark = /[，。；、,.;\n]$/.test(right) ? '' : '；'
  return `${head}${right}${mark}${left}${tail}`
}
