/** When the phone speaks: soon after something happened, ever less often when nobody answers. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { pause, startLoop, type Loop } from './loop'
import { poke } from './outbox'
import type { Round } from './round'

const fine = (moved = false): Round => ({ ending: { kind: 'done' }, moved, reset: false })
const offline: Round = { ending: { kind: 'offline' }, moved: false, reset: false }
let loop: Loop | null = null

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  loop?.stop()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('pauses double from two seconds to five minutes, half of each by chance', () => {
  const waits = Array.from({ length: 12 }, (_, misses) => [pause(offline, misses, 0, 0), pause(offline, misses, 0, 0.9999)] as const)
  expect(waits.slice(0, 3).map(([least]) => least)).toEqual([1000, 2000, 4000])
  for (const [least, most] of waits) {
    expect(most).toBeGreaterThan(least * 1.9)
    expect(most).toBeLessThanOrEqual(300_000)
  }
  expect(waits.at(-1)?.[0]).toBe(150_000)
})

test('a pause the server asks for is kept to, and never shortened by chance', () => {
  const asked: Round = { ending: { kind: 'wait', seconds: 30 }, moved: false, reset: false }
  for (const luck of [0, 0.5, 0.99]) expect(pause(asked, 0, 0, luck)).toBeGreaterThanOrEqual(30_000)
})

test('after an idle round the next is further off, up to five minutes', () => {
  expect(pause(fine(true), 0, 0, 0)).toBe(15_000)
  expect(pause(fine(), 0, 9, 0.9999)).toBeLessThanOrEqual(300_000)
  expect(pause(fine(), 0, 3, 0)).toBeGreaterThan(pause(fine(), 0, 1, 0))
})

test('three taps in a row are one round, 150 ms after the last', async () => {
  const round = vi.fn(() => Promise.resolve(fine()))
  loop = startLoop([], round)
  await vi.advanceTimersByTimeAsync(0)
  expect(round).toHaveBeenCalledTimes(1)
  poke()
  await vi.advanceTimersByTimeAsync(100)
  poke()
  poke()
  await vi.advanceTimersByTimeAsync(149)
  expect(round).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(round).toHaveBeenCalledTimes(2)
})

test('what is saved while a round runs gets a round of its own, never two at once', async () => {
  let running = 0
  let most = 0
  const round = vi.fn(async () => {
    most = Math.max(most, ++running)
    await new Promise((done) => setTimeout(done, 1000))
    running -= 1
    return fine(true)
  })
  loop = startLoop([], round)
  await vi.advanceTimersByTimeAsync(500)
  poke()
  await vi.advanceTimersByTimeAsync(3000)
  expect(round).toHaveBeenCalledTimes(2)
  expect(most).toBe(1)
})

test('a round that throws is tried again, and what follows a round cannot stop the loop', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const round = vi.fn().mockRejectedValueOnce(new Error('full')).mockResolvedValue(fine())
  loop = startLoop([() => { throw new Error('no camera') }], round)
  await vi.advanceTimersByTimeAsync(1000)
  expect(round).toHaveBeenCalledTimes(2)
  loop.now()
  await vi.advanceTimersByTimeAsync(0)
  expect(round).toHaveBeenCalledTimes(3)
})

test('without a signal a tap still asks at once, and a stopped loop asks no more', async () => {
  const round = vi.fn(() => Promise.resolve(offline))
  loop = startLoop([], round)
  await vi.advanceTimersByTimeAsync(120_000)
  const asked = round.mock.calls.length
  expect(asked).toBeLessThan(10)
  poke()
  await vi.advanceTimersByTimeAsync(200)
  expect(round).toHaveBeenCalledTimes(asked + 1)
  loop.stop()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(round).toHaveBeenCalledTimes(asked + 1)
})
