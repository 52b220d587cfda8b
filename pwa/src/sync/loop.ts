/**
 * When to speak with the server: when something was saved, when the phone comes back to life or to a signal,
 * and now and then. After a failure ever less often, up to five minutes, never all phones at once.
 */
import { type Ref, ref } from 'vue'

import { onPoke } from './outbox'
import { type Round, round } from './round'
import { nextAt, reachable } from './status'

const SHORTEST = 2_000
const LONGEST = 300_000
const IDLE = 30_000
/** Several taps in a row become one round. */
const GATHER = 150

/** Milliseconds until the next round. `luck` in [0, 1): half of the time is fixed, half is chance. */
export function pause(round: Round, misses: number, quiet: number, luck: number): number {
  const spread = (base: number): number => Math.min(LONGEST, base) * (0.5 + luck / 2)
  switch (round.ending.kind) {
    case 'wait':
      if (round.ending.seconds !== null) return Math.min(LONGEST, Math.max(1_000, round.ending.seconds * 1000)) * (1 + luck / 4)
      return spread(SHORTEST * 2 ** Math.min(misses, 10))
    case 'offline': return spread(SHORTEST * 2 ** Math.min(misses, 10))
    case 'done': return spread(round.moved ? IDLE : IDLE * 2 ** Math.min(quiet, 5))
    case 'ended':
    case 'too_old': return LONGEST
  }
}

export interface Loop {
  /** Ask for a round now, whatever the timer says. */
  now(): void
  stop(): void
  readonly running: Readonly<Ref<boolean>>
}

/** Called after each round that reached its end, with what it brought. */
export type AfterRound = (done: Round) => void | Promise<void>

/** Called when the phone's own store failed a round (full, or closed by an update): nothing is lost, it is tried again. */
export type AfterBreak = (reason: unknown) => void

const tellConsole: AfterBreak = (reason) => { console.error('A round broke off', reason) }

/** Begin. `after`: what follows a round (photos to upload, posts to read anew). */
export function startLoop(after: readonly AfterRound[] = [], oneRound: () => Promise<Round> = round, broke: AfterBreak = tellConsole): Loop {
  const running = ref(false)
  let timer: ReturnType<typeof setTimeout> | null = null
  let again = false
  let stopped = false
  let misses = 0
  let quiet = 0

  const wait = (milliseconds: number): void => {
    if (stopped) return
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => void run(), milliseconds)
    nextAt.value = Date.now() + milliseconds
  }

  const run = async (): Promise<void> => {
    if (running.value) {
      again = true
      return
    }
    running.value = true
    again = false
    nextAt.value = null
    let done: Round
    try {
      done = await oneRound()
    } catch (reason) {
      broke(reason)
      done = { ending: { kind: 'wait', seconds: null }, moved: false, reset: false }
    }
    running.value = false
    const failed = done.ending.kind === 'offline' || done.ending.kind === 'wait'
    misses = failed ? misses + 1 : 0
    quiet = failed || done.moved ? 0 : quiet + 1
    reachable.value = done.ending.kind !== 'offline'
    wait(again && !failed ? GATHER : pause(done, misses - 1, quiet, Math.random()))
    for (const step of after) {
      try {
        await step(done)
      } catch (reason) {
        console.error('A step after the round failed', reason)
      }
    }
  }

  const soon = (): void => {
    if (running.value) again = true
    else wait(GATHER)
  }
  const woken = (): void => {
    quiet = 0
    soon()
  }
  const visible = (): void => {
    if (document.visibilityState === 'visible') woken()
  }
  const lostSignal = (): void => { reachable.value = false }
  const message = (event: MessageEvent): void => {
    if (event.data === 'sync-now') woken()
  }

  const stopPokes = onPoke(woken)
  if (typeof window !== 'undefined') {
    window.addEventListener('online', woken)
    window.addEventListener('offline', lostSignal)
    document.addEventListener('visibilitychange', visible)
    navigator.serviceWorker?.addEventListener('message', message)
  }
  void run()

  return {
    running,
    now: () => void run(),
    stop: () => {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      stopPokes()
      if (typeof window === 'undefined') return
      window.removeEventListener('online', woken)
      window.removeEventListener('offline', lostSignal)
      document.removeEventListener('visibilitychange', visible)
      navigator.serviceWorker?.removeEventListener('message', message)
    },
  }
}
