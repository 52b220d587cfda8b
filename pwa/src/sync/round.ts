/** One round: hand over, then fetch. Only one tab of this phone does it at a time. */
import { databaseName, db } from '../database'
import { tidyAside } from './aside'
import { type Tally, brokenTry, tryOf, writeDown } from './diary'
import type { Ending } from './ending'
import { release } from './held'
import { pull } from './pull'
import { push } from './push'
import { prune } from './restore'
import { type SyncServer, overHttp } from './server'

export interface Round {
  readonly ending: Ending
  /** Whether anything came or went, so that the next round should not be far. */
  readonly moved: boolean
  /** What this person may see was cut anew: his posts have changed. */
  readonly reset: boolean
  /** The server would not even take a revoked device's work: it was reported stolen, or its week is over. */
  readonly refused?: boolean
}

let inThisTab: Promise<unknown> = Promise.resolve()

/** Wait for the other tabs of this phone. Where there are no Web Locks, at least for this one. */
async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (typeof navigator !== 'undefined' && 'locks' in navigator) return navigator.locks.request(name, work)
  const mine = inThisTab.then(work, work)
  inThisTab = mine.catch(() => undefined)
  return mine
}

async function speak(server: SyncServer, tally: Tally): Promise<Round> {
  const base = db()
  const stopped = (await base.fact('ended'))?.why
  if (stopped === 'session_ended') return { ending: { kind: 'ended', why: stopped }, moved: false, reset: false }
  // This phone's last chance to hand anything over.
  if (stopped === 'device_revoked') await base.aside.clear()
  await release()
  const sent = await push(server, tally)
  if (sent.kind !== 'done' || stopped === 'device_revoked') {
    const refused = sent.kind === 'ended' && sent.why === 'device_revoked'
    const ending = sent.kind === 'done' && stopped ? { kind: 'ended' as const, why: stopped } : sent
    await writeDown(tryOf(ending, tally))
    return { ending, moved: tally.sent > 0, reset: false, refused }
  }
  const { ending, got, reset } = await pull(server)
  tally.got = got
  // What came may be the news that photos are stored.
  const freed = await release()
  await prune()
  await tidyAside()
  await writeDown(tryOf(ending, tally))
  return { ending, moved: tally.sent > 0 || got > 0 || freed > 0, reset }
}

export function round(server: SyncServer = overHttp): Promise<Round> {
  return alone(`sync-${databaseName()}`, async () => {
    const tally: Tally = { sent: 0, got: 0, refused: 0 }
    try {
      return await speak(server, tally)
    } catch (reason) {
      await writeDown(brokenTry(reason, tally))
      throw reason
    }
  })
}
