/** What the day asks, on the screen: as it was last at once, then as the phone's store tells it. */
import type { Ref } from 'vue'

import { db } from '../database'
import { thisDay } from '../lib/day'
import { afterPaint } from '../lib/moment'
import { useLive } from '../sync/live'
import { lastToday, slimDay } from './kept'
import { readToday, type Today } from './today'

/** While the first fetch runs, each of its pages would have the whole day read anew: not more often than this, in ms. */
const FIRST_FETCH = 3000

export function useToday(me: Readonly<Ref<{ user: { id: string } } | null>>): Readonly<Ref<Today | null>> {
  const last = lastToday(me.value?.user.id)
  // A screen that would show the same is not made anew: most readings follow something that it does not show.
  // On another day the same is told in other words.
  let shown = last && { text: thisDay.value + JSON.stringify(last), day: last }
  let read: { at: number, user: string | undefined, day: Today } | null = null
  const reading = async (): Promise<Today> => {
    const user = me.value?.user
    const first = await db().fact('first')
    if (read && read.user === user?.id && first?.done === false && Date.now() - read.at < FIRST_FETCH) return read.day
    const found = await readToday(user ?? null)
    const text = thisDay.value + JSON.stringify(slimDay(found))
    const day = shown?.text === text ? shown.day : found
    shown = { text, day }
    read = { at: Date.now(), user: user?.id, day }
    return day
  }
  return useLive(reading, last, [() => me.value?.user.id, thisDay], last ? afterPaint() : undefined)
}
