/** The official criteria and the other checks this phone has, so that a suspicion can point at one. */
import { computed, type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { fold } from './listIndex'
import { db } from '../database'
import { locale } from '../lib/i18n'
import type { ChecklistItem } from '../lib/wire'
import { useLive } from '../sync/live'

export interface Criterion {
  readonly code: string
  readonly question: string
  readonly section: string
  readonly checklist: string
  /** An item of the official criteria for major hazards, and not a general check. */
  readonly official: boolean
  /** How well its wording was verified against the official text, as the record says. */
  readonly verified: string
}

/** Checklists that hold the official criteria for major hazards in industry and trade. */
const OFFICIAL = /^mh/

function words(item: ChecklistItem): string {
  const english = item['question_en']
  return locale() === 'en' && typeof english === 'string' && english ? english : item.question
}

export function useCriteria(): Readonly<Ref<readonly Criterion[]>> {
  const lists = useLive(async () => (await db().checklist.toArray()).filter(list => list.state !== 'withdrawn'), [])
  return computed(() => lists.value.flatMap(list => list.sections.flatMap(section => section.items.map(item => ({
    code: item.code, question: words(item), section: section.title, checklist: list.title,
    official: OFFICIAL.test(list.code) || item.severity === 'major_suspected', verified: typeof item['verified'] === 'string' ? item['verified'] : typeof item['certainty'] === 'string' ? item['certainty'] : '',
  })))))
}

export function useCriterion(code: MaybeRefOrGetter<string | null | undefined>): Readonly<Ref<Criterion | null>> {
  const all = useCriteria()
  return computed(() => all.value.find(one => one.code === toValue(code)) ?? null)
}

/** Those that fit what was typed: by words of the question, the section, or the code. */
export function findCriteria(all: readonly Criterion[], typed: string): Criterion[] {
  const terms = fold(typed).split(' ').filter(Boolean)
  return all.filter((one) => {
    const text = fold(`${one.question} ${one.section} ${one.code}`)
    return terms.every(term => text.includes(term))
  })
}
