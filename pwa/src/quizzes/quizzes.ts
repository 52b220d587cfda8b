/** Reading quizzes as a person sees them: who was asked on a walkthrough, and what the bank holds for its enterprise. */
import { type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { db } from '../database'
import type { Enterprise, Quiz, QuizQuestion } from '../lib/wire'
import { useLive } from '../sync/live'
import { readRecord, viewRecords } from '../sync/records'
import { judge } from './quiz'

export interface Told { readonly quiz: Quiz, readonly right: number, readonly results: readonly (boolean | null)[] }
export interface Asking { readonly enterprise: Enterprise, readonly bank: ReadonlyMap<string, QuizQuestion>, readonly open: boolean }

/** Quizzes of a walkthrough, the first first; judged here until the server has. */
export function useQuizzes(walkthrough: MaybeRefOrGetter<string>): Readonly<Ref<readonly Told[]>> {
  return useLive<readonly Told[]>(async () => {
    const id = toValue(walkthrough)
    const rows = await db().quiz.where('walkthrough_id').equals(id).toArray()
    const seen = await viewRecords('quiz', rows, one => one.walkthrough_id === id)
    const bank = seen.length ? await bankByCode() : new Map<string, QuizQuestion>()
    return seen.sort((a, b) => a.id < b.id ? -1 : 1).map((quiz) => {
      const results = quiz.results?.map(one => one ?? null) ?? quiz.questions.map(one => judge(one.chosen ?? null, bank.get(one.code)))
      return { quiz, results, right: results.filter(one => one === true).length }
    })
  }, [], [() => toValue(walkthrough)])
}

/** The enterprise that is checked, the bank, and whether a quiz is still taken; null while it is read or not here. */
export function useAsking(walkthrough: MaybeRefOrGetter<string>): Readonly<Ref<Asking | null | undefined>> {
  return useLive<Asking | null | undefined>(async () => {
    const one = await readRecord('walkthrough', toValue(walkthrough))
    const enterprise = one ? await readRecord('enterprise', one.enterprise_id) : undefined
    return one && enterprise ? { enterprise, bank: await bankByCode(), open: one.state !== 'withdrawn' } : null
  }, undefined, [() => toValue(walkthrough)])
}

async function bankByCode(): Promise<Map<string, QuizQuestion>> {
  return new Map((await db().quiz_question.toArray()).map(one => [one.code, one]))
}
