/** The bank of quiz questions as it is read and kept at the desk. */
import type { Server } from '../../lib/wire'
import { call, download, type Got, type Refusal, sendFile } from '../doors'
import type { TableImport } from '../imports'

export type Question = Server['QuestionOut']
export type QuestionState = 'in_use' | 'retired'

// --- finding ----------------------------------------------------------------------------------------

/** What stands for questions that are asked in every sector, or whatever the place is like. */
export const EVERYWHERE = '-'
export interface Conditions { q: string, sector: string, trait: string, state: string }
export const ANY: Readonly<Conditions> = { q: '', sector: '', trait: '', state: '' }

const names = (wanted: string, codes: readonly string[] | undefined): boolean => wanted === '' || (wanted === EVERYWHERE ? !codes?.length : codes?.includes(wanted) === true)

/** The questions that fit: every word that was typed is somewhere in the question, its choices or what it rests on. */
export function foundIn(bank: readonly Question[], wanted: Conditions): Question[] {
  const words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean)
  return bank.filter((one) => {
    const text = [one.code, one.question, one.question_en, one.explanation, one.source, ...one.choices.flatMap((choice) => [choice.zh, choice.en])].join('\n').toLowerCase()
    return words.every((word) => text.includes(word)) && names(wanted.sector, one.sectors) && names(wanted.trait, one.traits) && (wanted.state === '' || wanted.state === one.state)
  })
}

// --- the form ---------------------------------------------------------------------------------------

export const LETTERS = ['A', 'B', 'C', 'D'] as const
export interface QuestionForm {
  code: string, question: string, question_en: string, choices: { zh: string, en: string }[], right: string
  explanation: string, explanation_en: string, source: string, verified: string, sectors: readonly string[], traits: readonly string[]
}

/** As it begins: four choices, of which the last may stay empty. */
export const formOf = (row: Question | null): QuestionForm => ({
  code: row?.code ?? '', question: row?.question ?? '', question_en: row?.question_en ?? '',
  choices: LETTERS.map((_, i) => ({ zh: row?.choices[i]?.zh ?? '', en: row?.choices[i]?.en ?? '' })),
  right: row ? String(row.right) : '', explanation: row?.explanation ?? '', explanation_en: row?.explanation_en ?? '',
  source: row?.source ?? '', verified: row?.verified ?? '', sectors: row?.sectors ?? [], traits: row?.traits ?? [],
})

export type Said = Omit<Server['QuestionChange'], 'seen'>

/** As it travels; a fourth choice without a word is none. */
export function saidOf(form: QuestionForm, state: QuestionState): Said {
  const blank = (written: string): string | null => written.trim() || null
  const choices = form.choices.map(({ zh, en }) => ({ zh: zh.trim(), ...(en.trim() ? { en: en.trim() } : {}) }))
  const last = choices[3]
  return {
    question: form.question.trim(), question_en: blank(form.question_en), choices: last && !last.zh && !('en' in last) ? choices.slice(0, 3) : choices, right: Number(form.right),
    explanation: form.explanation.trim(), explanation_en: blank(form.explanation_en), source: blank(form.source), verified: form.verified as Said['verified'],
    sectors: [...form.sectors] as NonNullable<Said['sectors']>, traits: [...form.traits] as NonNullable<Said['traits']>, state,
  }
}

/** What is still to be filled in, by the names the server has for it: the code of what is wrong. */
export function openIn(form: QuestionForm): Record<string, 'required' | 'choose' | 'no_choice'> {
  const said = saidOf(form, 'in_use')
  const needed = (['question', 'explanation'] as const).filter((name) => !said[name])
  const choices = said.choices.flatMap((choice, i) => choice.zh ? [] : [`choices.${i}.zh`])
  return {
    ...Object.fromEntries([...needed, ...choices].map((name) => [name, 'required' as const])),
    ...(form.right === '' ? { right: 'choose' as const } : said.right >= said.choices.length ? { right: 'no_choice' as const } : {}),
    ...(form.verified === '' ? { verified: 'choose' as const } : {}),
  }
}

// --- asking the server ------------------------------------------------------------------------------

const BANK = '/quiz-questions'
export async function readBank(): Promise<Got<readonly Question[]>> {
  const got = await call<Server['BankOut']>('GET', BANK)
  return got.ok ? { ok: true, data: got.data.questions } : got
}
export const addQuestion = (code: string, said: Said): Promise<Got<Question>> => call<Question>('POST', BANK, code.trim() ? { ...said, code: code.trim() } : said)
export const changeQuestion = (row: Question, said: Said): Promise<Got<Question>> => call<Question>('PUT', `${BANK}/${encodeURIComponent(row.code)}`, { ...said, seen: row.version })
export const setState = (row: Question, state: QuestionState): Promise<Got<Question>> => changeQuestion(row, saidOf(formOf(row), state))

export const lookAtQuestions = (file: File): Promise<Got<TableImport>> => sendFile<TableImport>(`${BANK}/sheet`, file)
export const takeQuestions = (file: File): Promise<Got<TableImport>> => sendFile<TableImport>(`${BANK}/sheet?take=true`, file)
export const questionTemplate = (name: string): Promise<Refusal | null> => download(`${BANK}/template.xlsx`, name)
export const exportQuestions = (name: string): Promise<Refusal | null> => download(`${BANK}/export.xlsx`, name)
