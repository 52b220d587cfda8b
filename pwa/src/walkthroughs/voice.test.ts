/** Words that were spoken, beside those that were typed; and a browser that cannot listen. */
import { afterEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'

import { joined, useVoice } from './voice'

afterEach(() => { vi.unstubAllGlobals() })

test('what was said follows what was typed as it is written', () => {
  expect(joined('配电箱', ' 没关 ')).toBe('配电箱没关')
  expect(joined('the box', 'stands open')).toBe('the box stands open')
  expect([joined('', 'open'), joined('typed', '  ')]).toEqual(['open', 'typed'])
})

test('where the browser cannot listen nothing is offered', () => {
  const voice = effectScope().run(() => useVoice(() => undefined))!
  expect(voice.offered).toBe(false)
  voice.toggle()
  expect(voice.listening.value).toBe(false)
})

test('only words that are settled come, and a refusal is told', () => {
  const made: { start: () => void, onresult?: (event: object) => void, onerror?: (event: object) => void, onend?: () => void, lang?: string }[] = []
  vi.stubGlobal('webkitSpeechRecognition', class { constructor() { made.push(this) } start(): void { /* the browser begins */ } stop(): void { /* and ends */ } abort(): void { /* or breaks off */ } })
  const heard: string[] = []
  const voice = effectScope().run(() => useVoice(words => heard.push(words)))!
  voice.toggle()
  const [one] = made
  expect([voice.listening.value, one?.lang]).toEqual([true, 'zh-CN'])
  one?.onresult?.({ resultIndex: 1, results: [{ isFinal: true, 0: { transcript: '早先' } }, { isFinal: true, 0: { transcript: '通道堵了' } }, { isFinal: false, 0: { transcript: '还' } }] })
  one?.onerror?.({ error: 'not-allowed' })
  one?.onend?.()
  expect(heard).toEqual(['通道堵了'])
  expect([voice.listening.value, voice.trouble.value]).toEqual([false, 'refused'])
})
