/**
 * Speaking instead of typing, where the phone's browser offers it. The words go into a field where they are
 * corrected; nothing waits for them. Whoever makes the browser may hear them, which is said beside the button.
 */
import { onScopeDispose, readonly, type Ref, ref } from 'vue'

import { locale } from '../lib/i18n'

interface Heard { readonly resultIndex: number, readonly results: ArrayLike<{ readonly isFinal: boolean, readonly 0?: { readonly transcript: string } }> }
interface Listener {
  lang: string
  continuous: boolean
  interimResults: boolean
  onresult: ((event: Heard) => void) | null
  onerror: ((event: { readonly error: string }) => void) | null
  onend: (() => void) | null
  start: () => void
  abort: () => void
  stop: () => void
}
type Ears = new () => Listener

/** The browser's own recogniser; none: nothing is offered. */
function ears(): Ears | undefined {
  const names = globalThis as { readonly SpeechRecognition?: Ears, readonly webkitSpeechRecognition?: Ears }
  return names.SpeechRecognition ?? names.webkitSpeechRecognition
}

export interface Voice {
  readonly offered: boolean
  readonly listening: Readonly<Ref<boolean>>
  /** Why nothing was heard; '' when all is well. */
  readonly trouble: Readonly<Ref<'' | 'refused' | 'no_network' | 'nothing'>>
  /** Begin, or end and keep what was heard. The phone asks for its permission at this tap. */
  readonly toggle: () => void
}

/** What joins what was there and what was said: a blank between Latin words, nothing between Chinese ones. */
export function joined(before: string, said: string): string {
  const words = said.trim()
  if (!before || !words) return before || words
  return /[\w.,;:!?]$/.test(before) && /^\w/.test(words) ? `${before} ${words}` : `${before}${words}`
}

export function useVoice(hear: (words: string) => void): Voice {
  const Recogniser = ears()
  const listening = ref(false)
  const trouble = ref<'' | 'refused' | 'no_network' | 'nothing'>('')
  let now: Listener | null = null

  function begin(make: Ears): void {
    const one = new make()
    now = one
    trouble.value = ''
    one.lang = locale() === 'en' ? 'en-US' : 'zh-CN'
    one.continuous = true
    one.interimResults = false
    one.onresult = ({ resultIndex, results }) => {
      for (let i = resultIndex; i < results.length; i++) if (results[i]?.isFinal) hear(results[i]?.[0]?.transcript ?? '')
    }
    one.onerror = ({ error }) => {
      if (error !== 'aborted') trouble.value = error === 'not-allowed' || error === 'service-not-allowed' ? 'refused' : error === 'network' ? 'no_network' : 'nothing'
    }
    one.onend = () => { listening.value = false }
    try {
      one.start()
      listening.value = true
    } catch { trouble.value = 'nothing' }
  }
  onScopeDispose(() => now?.abort())
  return {
    offered: Recogniser !== undefined, listening: readonly(listening), trouble: readonly(trouble),
    toggle: () => {
      if (listening.value) now?.stop()
      else if (Recogniser) begin(Recogniser)
    },
  }
}
