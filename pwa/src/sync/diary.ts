/**
 * A diary of the tries to reach the server, for its owner to read and for a report without a word of his work.
 *
 * One line for each try that brought something or failed; several in a row that ended alike are one. A poll that
 * found nothing new is not written, unless it is the first that got through again.
 */
import { type DiaryLine, db } from '../database'
import { now, stamp } from '../lib/clock'
import type { Ending } from './ending'

export const MOST_LINES = 200
export const KEPT_DAYS = 14
/** So long do tries that brought something go on one line. */
const TOGETHER_MS = 10 * 60_000

/** How much came and went in a try. */
export interface Tally { sent: number, got: number, refused: number }

type Try = Omit<DiaryLine, 'n' | 'at' | 'until' | 'times'>

const snake = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().replaceAll(/[^a-z0-9_]/g, '').slice(0, 40)

/** The phone's own store failed on the way. */
export function brokenTry(reason: unknown, tally: Tally): Try {
  return { outcome: 'broken', code: snake(reason instanceof Error ? reason.name : 'unknown'), ...tally }
}

export function tryOf(ending: Ending, tally: Tally, here: Date = now()): Try {
  switch (ending.kind) {
    case 'ended': return { outcome: 'ended', code: ending.why, ...tally }
    case 'wait': return {
      outcome: 'wait', ...tally,
      ...(ending.code === undefined ? {} : { code: ending.code }),
      ...(ending.status === undefined ? {} : { status: ending.status }),
      ...(ending.seconds === null ? {} : { wait_until: stamp(new Date(here.getTime() + ending.seconds * 1000)) }),
    }
    default: return { outcome: ending.kind, ...tally }
  }
}

function alike(line: DiaryLine, next: Try, here: Date): boolean {
  if (line.outcome !== next.outcome || line.code !== next.code || line.status !== next.status) return false
  return next.outcome !== 'done' || here.getTime() - Date.parse(line.at) < TOGETHER_MS
}

async function prune(here: Date): Promise<void> {
  const base = db()
  const tooMany = await base.diary.count() - MOST_LINES
  if (tooMany > 0) await base.diary.bulkDelete(await base.diary.orderBy('n').limit(tooMany).primaryKeys())
  const old = stamp(new Date(here.getTime() - KEPT_DAYS * 86_400_000))
  await base.diary.where('at').below(old).filter((line) => Date.parse(line.until) < Date.parse(old)).delete()
}

/** Write a try down. The diary never gets in the way of what it tells about. */
export async function writeDown(next: Try, here: Date = now()): Promise<void> {
  const base = db()
  const nothing = next.outcome === 'done' && next.sent + next.got + next.refused === 0
  try {
    const last = await base.diary.orderBy('n').last()
    if (nothing && last?.outcome === 'done') return
    await base.transaction('rw', base.diary, async () => {
      const line = await base.diary.orderBy('n').last()
      if (!line || !alike(line, next, here)) {
        await base.diary.add({ ...next, at: stamp(here), until: stamp(here), times: 1 })
        await prune(here)
        return
      }
      const { sent, got, refused, ...rest } = next
      await base.diary.put({ ...line, ...rest, until: stamp(here), times: line.times + 1, sent: line.sent + sent, got: line.got + got, refused: line.refused + refused })
    })
  } catch (reason) {
    console.error('The diary could not be written', reason)
  }
}

/** The latest first. */
export const readDiary = (most = MOST_LINES): Promise<DiaryLine[]> => db().diary.orderBy('n').reverse().limit(most).toArray()
