/**
 * Two languages, Chinese first. Each component's words lie beside it in `<Name>.words.ts`, whole in both.
 *
 * In a sentence `{name}` is filled in; `one thing | {n} things` chooses by `n` in English.
 */
import { type ComputedRef, computed } from 'vue'
import { createI18n } from 'vue-i18n'

import { speak } from './http'

export type Locale = 'zh' | 'en'
/** Sentences by name, in groups where that helps: `t('state.closed')`. */
export interface Sentences { readonly [name: string]: string | Sentences }
type Same<S> = { readonly [K in keyof S]: S[K] extends string ? string : Same<S[K]> }
export interface Words<S extends Sentences> { readonly zh: S, readonly en: Same<S> }
export type Fill = Readonly<Record<string, string | number>>
export type Say = (key: string, fill?: Fill, language?: Locale) => string

export const i18n = createI18n({ legacy: false, locale: 'zh', fallbackLocale: 'zh', missingWarn: false, fallbackWarn: false, messages: { zh: {}, en: {} } })

const known = new WeakMap<object, string>()
let files = 0

/** Under which name vue-i18n knows these words; it is told of them when it is first needed. */
function nameOf(words: Words<Sentences>): string {
  let name = known.get(words)
  if (name === undefined) {
    name = `w${files++}`
    known.set(words, name)
    i18n.global.mergeLocaleMessage('zh', { [name]: words.zh })
    i18n.global.mergeLocaleMessage('en', { [name]: words.en })
  }
  return name
}

/** A sentence in which nothing is filled in or chosen, as most are: it need not be compiled, which a cold start feels. */
function plain(sentences: Sentences, key: string): string | undefined {
  let found: string | Sentences | undefined = sentences
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
  return typeof found === 'string' && !/[{}|@]/.test(found) ? found : undefined
}

/** Words of one component: `const { t } = useWords(words)`, then `t('saved', { n: 2 })`. Follows the language at once. */
export function useWords<S extends Sentences>(words: Words<S>): { readonly t: Say, readonly locale: ComputedRef<Locale> } {
  const t: Say = (key, fill = {}, language = locale()) => {
    const n = fill['n']
    return plain(words[language], key)
      ?? i18n.global.t(`${nameOf(words)}.${key}`, fill, typeof n === 'number' ? { locale: language, plural: n } : { locale: language })
  }
  return { t, locale: spoken }
}

const spoken = computed<Locale>(() => i18n.global.locale.value === 'en' ? 'en' : 'zh')

/** The language of the screen now. */
export const locale = (): Locale => spoken.value

/** Change the language of the screen and of what the server says. */
export function setLocale(to: Locale): void {
  i18n.global.locale.value = to
  speak(to)
  if (typeof document !== 'undefined') document.documentElement.lang = to === 'en' ? 'en' : 'zh-CN'
}

/** `zh-CN`, `zh`, `en-GB` … as one of our two. */
export const readLocale = (name: string | null | undefined): Locale => name?.toLowerCase().startsWith('en') === true ? 'en' : 'zh'
