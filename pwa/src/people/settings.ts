/** How this phone shows itself, whoever holds it: language and light. Known before the first screen. */
import { type Ref, shallowReadonly, shallowRef } from 'vue'

import { phoneKeep, phoneRemembers, phoneRemembersAtOnce } from '../database'
import { keepAtOnce } from '../lib/atOnce'
import { type Locale, readLocale, setLocale } from '../lib/i18n'

export type Theme = 'phone' | 'light' | 'dark' | 'sun'
export interface Settings { readonly locale: Locale, readonly theme: Theme }

const settings = shallowRef<Settings>({ locale: 'zh', theme: 'phone' })

export function useSettings(): Readonly<Ref<Settings>> {
  return shallowReadonly(settings)
}

/** Put the chosen light on the page. Sunlight is light with everything at the end of the scale. */
function show({ locale, theme }: Settings): void {
  setLocale(locale)
  const page = document.documentElement
  if (theme === 'phone') delete page.dataset['theme']
  else page.dataset['theme'] = theme === 'dark' ? 'dark' : 'light'
  if (theme === 'sun') page.dataset['contrast'] = 'more'
  else delete page.dataset['contrast']
  page.classList.toggle('van-theme-dark', theme === 'dark' || (theme === 'phone' && matchMedia('(prefers-color-scheme: dark)').matches))
}

const whole = (kept: Partial<Settings> | undefined): Settings => ({ locale: kept?.locale ?? readLocale(navigator.language), theme: kept?.theme ?? 'phone' })

/** As it was last, without waiting for the phone's store. */
export function guessSettings(): void {
  settings.value = whole(phoneRemembersAtOnce<Partial<Settings>>('settings'))
  show(settings.value)
}

export async function readSettings(): Promise<void> {
  const kept = whole(await phoneRemembers<Partial<Settings>>('settings'))
  if (kept.locale !== settings.value.locale || kept.theme !== settings.value.theme) {
    settings.value = kept
    show(kept)
    keepAtOnce('settings', kept)
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => show(settings.value))
}

export async function changeSettings(change: Partial<Settings>): Promise<void> {
  settings.value = { ...settings.value, ...change }
  show(settings.value)
  await phoneKeep('settings', settings.value)
}
