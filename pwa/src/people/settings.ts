/** How this phone shows itself, whoever holds it: language and light. Known before the first screen. */
import { type Ref, shallowReadonly, shallowRef } from 'vue'

import { phoneKeep, phoneRemembers } from '../database'
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

export async function readSettings(): Promise<void> {
  const kept = await phoneRemembers<Partial<Settings>>('settings')
  settings.value = { locale: kept?.locale ?? readLocale(navigator.language), theme: kept?.theme ?? 'phone' }
  show(settings.value)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => show(settings.value))
}

export async function changeSettings(change: Partial<Settings>): Promise<void> {
  settings.value = { ...settings.value, ...change }
  show(settings.value)
  await phoneKeep('settings', settings.value)
}
