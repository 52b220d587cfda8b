/** Pictures of a draft that lie on this machine until the server can be reached. */
import { useWords } from '../../lib/i18n'
import type { Problem } from '../../lib/wire'
import { exampleSent, heldExample, isHere } from '../../photos/examplesHere'
import type { Refusal } from '../doors'
import { type Content, itemsOf } from './draft'
import { addPicture } from './files'
import words from './waiting.words'

const { t } = useWords(words)

/** Each once, in their order. */
export const waitingIn = (content: Content): string[] =>
  [...new Set(itemsOf(content).flatMap((item) => (item.pictures ?? []).map((one) => one.sha256).filter(isHere)))]

/** Whether it is the picture that the server cannot take; everything else may go better later. */
export const unfit = (why: Problem): boolean => [400, 413, 415, 422].includes(why.status ?? 0)

/** From now on by the server's name; an item that has that very picture already keeps one. */
export function named(content: Content, name: string, sha256: string): void {
  for (const item of itemsOf(content)) {
    if (!item.pictures?.some((one) => one.sha256 === name)) continue
    item.pictures = item.pictures.map((one) => one.sha256 === name ? { ...one, sha256 } : one)
      .filter((one, n, all) => all.findIndex((other) => other.sha256 === one.sha256) === n)
  }
}

/** Send what waits, one after the other. Answers why something had to stay; null: nothing had to. */
export async function sendWaiting(names: readonly string[], arrived: (name: string, sha256: string) => void): Promise<Refusal | null> {
  let why: Refusal | null = null
  for (const name of names) {
    const held = await heldExample(name)
    if (typeof held === 'string') arrived(name, held)
    if (held === null) why = { code: 'picture_not_here', detail: t('lost') }
    if (!(held instanceof File)) continue
    const got = await addPicture(held)
    if (got.ok) {
      await exampleSent(name, got.data.sha256)
      arrived(name, got.data.sha256)
    } else if (got.why === 'offline' || !unfit(got.why)) return got.why
    else why = got.why
  }
  return why
}
