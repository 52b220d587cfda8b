/** When the server is asked whether there is anything new. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { pauseOf, startNews } from './news'
import { reachable } from './status'

let stop: () => void = () => undefined
let visibility: DocumentVisibilityState = 'visible'
const heard = (changed: boolean, cursor = 'c1') => ({ cursor, reply: { kind: 'ok' as const, status: 200, data: { changed } } })
const look = (now: DocumentVisibilityState): void => {
  visibility = now
  document.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  vi.stubGlobal('document', Object.defineProperty(new EventTarget(), 'visibilityState', { get: () => visibility }))
  vi.stubGlobal('window', new EventTarget())
  visibility = 'visible'
  reachable.value = true
})
afterEach(() => {
  stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('somebody who looks sees news within seconds, and nothing is fetched when there is none', async () => {
  const question = vi.fn().mockResolvedValue(heard(false))
  const fetchNow = vi.fn()
  stop = startNews(fetchNow, question)
  await vi.advanceTimersByTimeAsync(6_000)
  expect(question).toHaveBeenCalledTimes(3)
  expect(fetchNow).not.toHaveBeenCalled()
  question.mockResolvedValue(heard(true))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(fetchNow).toHaveBeenCalledTimes(1)
})

test('a phone in a pocket asks nothing, and soon after it is looked at', async () => {
  const question = vi.fn().mockResolvedValue(heard(false))
  stop = startNews(vi.fn(), question)
  look('hidden')
  await vi.advanceTimersByTimeAsync(600_000)
  expect(question).not.toHaveBeenCalled()
  look('visible')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(question).toHaveBeenCalledTimes(1)
})

test('without an answer ever less often, and news that cannot be fetched is not hurried', async () => {
  expect([0, 1, 2, 9].map(misses => pauseOf(misses, 0.5))).toEqual([1_800, 3_600, 7_200, 60_000])
  expect(pauseOf(0, 1)).toBeLessThan(2_000)
  const question = vi.fn().mockResolvedValue({ cursor: 'c1', reply: { kind: 'offline' } })
  stop = startNews(vi.fn(), question)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(question.mock.calls.length).toBeLessThan(8)
  stop()

  const fetchNow = vi.fn()
  stop = startNews(fetchNow, vi.fn().mockResolvedValue(heard(true)))
  await vi.advanceTimersByTimeAsync(120_000)
  expect(fetchNow.mock.calls.length).toBeLessThan(8)
})

test('while the loop cannot reach the server, this stays quiet', async () => {
  reachable.value = false
  const question = vi.fn().mockResolvedValue(heard(false))
  stop = startNews(vi.fn(), question)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(question).not.toHaveBeenCalled()
  reachable.value = true
  window.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(question).toHaveBeenCalledTimes(1)
})
