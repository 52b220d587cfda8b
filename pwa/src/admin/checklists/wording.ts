/** What the server says in both languages, in that of the screen. */
import { locale } from '../../lib/i18n'

export const wordsOf = (said: { readonly words: { readonly zh: string, readonly en: string } }): string => locale() === 'en' ? said.words.en : said.words.zh
