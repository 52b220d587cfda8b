/** The official criteria and the other checks this phone has, so that a suspicion can point at one. */
import { computed, type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { fold } from './listIndex'
import { db } from '../database'
import { type Locale, locale } from '../lib/i18n'
import type { Checklist } from '../lib/wire'
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
  /** Its checklist is in use. */
  readonly offered: boolean
}

/** Checklists that hold the official criteria for major hazards in industry and trade. */
const OFFICIAL = /^mh/

const said = (value: unknown): string => typeof value === 'string' ? value : ''

/** What stands in these checklists, in a language; where a checklist has no words in it, in Chinese. */
export function criteriaOf(lists: readonly Checklist[], language: Locale): Criterion[] {
  const words = (zh: string, en: unknown): string => (language === 'en' && said(en)) || zh
  return lists.flatMap(list => list.sections.flatMap(section => section.items.map(item => ({
    code: item.code, question: words(item.question, item['question_en']), section: words(section.title, section.title_en), checklist: words(list.title, list.title_en),
    official: OFFICIAL.test(list.code) || item.severity === 'major_suspected', verified: said(item['verified']) || said(item['certainty']), offered: list.state !== 'retired',
  }))))
}

function useEvery(): Readonly<Ref<readonly Criterion[]>> {
  const lists = useLive(() => db().checklist.toArray(), [])
  return computed(() => criteriaOf(lists.value, locale()))
}

/** Those that may be pointed at now: a checklist that was taken out of use offers none. */
export function useCriteria(): Readonly<Ref<readonly Criterion[]>> {
  const all = useEvery()
  return computed(() => all.value.filter(one => one.offered))
}

/** The one a hazard points at, whatever became of its checklist since. */
export function useCriterion(code: MaybeRefOrGetter<string | null | undefined>): Readonly<Ref<Criterion | null>> {
  const all = useEvery()
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
