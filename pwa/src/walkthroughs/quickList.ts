/** The list of items as it is answered: by section, with counts, and what may be passed in one go. Pure. */
import type { Answer, ChecklistItem, ChecklistSection } from '../lib/wire'
import { type Asked, suspects } from './walkthrough'

type Answers = ReadonlyMap<string, Pick<Answer, 'result'>>
export interface Group { readonly key: number, readonly section: ChecklistSection, readonly items: readonly Asked[], readonly done: number }

export function bySection(items: readonly Asked[], answers: Answers): Group[] {
  const found: { key: number, section: ChecklistSection, items: Asked[], done: number }[] = []
  for (const one of items) {
    let group = found.at(-1)
    if (group?.section !== one.section) found.push(group = { key: found.length, section: one.section, items: [], done: 0 })
    group.items.push(one)
    if (answers.get(one.item.code)?.result) group.done += 1
  }
  return found
}

/** Does the answer want more than one of three words? */
export const asksMore = (item: ChecklistItem): boolean => item.certificates != null || ['number', 'choice', 'text', 'photo'].includes(item.kind ?? '')

/**
 * What of a section may be passed with one action, named and confirmed: what nobody has answered. An official
 * criterion is looked at by itself, and what wants a value or a proof cannot be said without it.
 */
export function mayPassTogether({ items }: Pick<Group, 'items'>, answers: Answers): Asked[] {
  return items.filter(({ item }) => !answers.get(item.code)?.result && !asksMore(item) && !suspects(item)
    && !item.evidence?.some(one => one.when === 'always'))
}
