/** Chinese and English say the same things: every sentence is there in both. */
import { expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'

import { type Sentences, useWords } from './i18n'

interface Both { zh: Sentences, en: Sentences }
const files = import.meta.glob<{ default?: Both, words?: Both }>('../**/*.words.ts', { eager: true })

const names = (words: Sentences, at = ''): string[] =>
  Object.entries(words).flatMap(([name, value]) => typeof value === 'string' ? [`${at}${name}`] : names(value, `${at}${name}.`)).sort()
const blanks = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? ''))].sort()
const at = (words: Sentences, name: string): string => name.split('.').reduce<string | Sentences>((here, part) => typeof here === 'string' ? here : here[part] ?? '', words) as string

test.each(Object.keys(files))('%s is whole in both languages', (file) => {
  const words = files[file]?.default ?? files[file]?.words
  expect(words).toBeDefined()
  if (!words) return
  expect(names(words.en)).toEqual(names(words.zh))
  for (const name of names(words.zh)) {
    expect(at(words.zh, name).trim(), name).not.toBe('')
    expect(at(words.en, name).trim(), name).not.toBe('')
    for (const blank of blanks(at(words.zh, name))) {
      if (blank !== 'n' && file.includes('format.words') === false) expect(blanks(at(words.en, name)), name).toContain(blank)
    }
    // These four would be read as commands by the reader of messages.
    expect(at(words.zh, name) + at(words.en, name).replaceAll(' | ', ' '), name).not.toMatch(/@|\||\$t/)
  }
})

test('what is filled in without compiling reads as vue-i18n would have it', () => {
  for (const [file, { default: words }] of Object.entries(files)) {
    if (!words) continue
    const { global } = createI18n({ legacy: false, locale: 'zh', missingWarn: false, fallbackWarn: false, messages: { zh: words.zh, en: words.en } })
    const { t } = useWords(words)
    for (const name of names(words.zh)) for (const locale of ['zh', 'en'] as const) {
      for (const n of [0, 1, 2]) {
        const fill = Object.fromEntries(blanks(at(words[locale], name)).map((blank) => [blank, `<${blank}>`]))
        expect(t(name, { ...fill, n }, locale), `${file} ${name}`).toBe(global.t(name, { ...fill, n }, { locale, plural: n }))
        expect(t(name, {}, locale), `${file} ${name}`).toBe(global.t(name, {}, { locale }))
      }
    }
  }
})

test('there are words at all', () => expect(Object.keys(files).length).toBeGreaterThan(3))
