/**
 * Two languages, Chinese first. Each component's words lie beside it in `<Name>.words.ts`, whole in both.
 *
 * In a sentence `{name}` is filled in; `one thing | {n} things` chooses by `n` in English.
 */
import { type Ref, shallowReadonly, shallowRef } from 'vue'
import { createI18n } from 'vue-i18n'

import { speak } from './http'

export type Locale = 'zh' | 'en'
/** Sentences by name, in groups where that helps: `t('state.closed')`. */
export interface Sentences { readonly [name: string]: string | Sentences }
type Same<S> = { readonly [K in keyof S]: S[K] extends string ? string : Same<S[K]> }
export interface Words<S extends Sentences> { readonly zh: S, readonly en: Same<S> }
export type Fill = Readonly<Record<string, string | number>>
export type Say = (key: string, fill?: Fill, language?: Locale) => string

const spoken = shallowRef<Locale>('zh')

/** Made when the first sentence needs it: compiling and choosing cost a cold start more than all the rest of the words. */
let i18n: ReturnType<typeof make> | undefined
const make = () => createI18n({ legacy: false, locale: 'zh', fallbackLocale: 'zh', missingWarn: false, fallbackWarn: false, messages: { zh: {}, en: {} } })

const known = new WeakMap<object, string>()
let files = 0

/** By vue-i18n, which knows plurals and what is quoted; it is told of a component's words when it first needs them. */
function compiled(words: Words<Sentences>, key: string, fill: Fill, language: Locale): string {
  const { global } = i18n ??= make()
  let name = known.get(words)
  if (name === undefined) {
    name = `w${files++}`
    known.set(words, name)
    global.mergeLocaleMessage('zh', { [name]: words.zh })
    global.mergeLocaleMessage('en', { [name]: words.en })
  }
  const n = fill['n']
  return global.t(`${name}.${key}`, fill, typeof n === 'number' ? { locale: language, plural: n } : { locale: language })
}

function find(sentences: Sentences, key: string): string | undefined {
  let found: string | Sentences | undefined = sentences
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
  return typeof found === 'string' ? found : undefined
}

/** Nothing to choose, to link or to quote. */
const isPlain = (sentence: string): boolean => !/[|@]|\{\W/.test(sentence)
const filled = (sentence: string, fill: Fill): string => sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(fill[name] ?? ''))

/** Words of one component: `const { t } = useWords(words)`, then `t('saved', { n: 2 })`. Follows the language at once. */
export function useWords<S extends Sentences>(words: Words<S>): { readonly t: Say, readonly locale: Readonly<Ref<Locale>> } {
  const t: Say = (key, fill = {}, language = locale()) => {
    const sentence = find(words[language], key)
    return sentence !== undefined && isPlain(sentence) ? filled(sentence, fill) : compiled(words, key, fill, language)
  }
  return { t, locale: shallowReadonly(spoken) }
}

/** The language of the screen now. */
export const locale = (): Locale => spoken.value

/** Change the language of the screen and of what the server says. */
export function setLocale(to: Locale): void {
  spoken.value = to
  speak(to)
  if (typeof document !== 'undefined') document.documentElement.lang = to === 'en' ? 'en' : 'zh-CN'
}

/** `zh-CN`, `zh`, `en-GB` … as one of our two. */
export const readLocale = (name: string | null | undefined): Locale => name?.toLowerCase().startsWith('en') === true ? 'en' : 'zh'
