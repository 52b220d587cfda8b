/** What the day asks, on the screen: as it was last at once, then as the phone's store tells it. */
import type { Ref } from 'vue'

import { afterPaint } from '../lib/moment'
import { useLive } from '../sync/live'
import { lastToday } from './kept'
import { readToday, type Today } from './today'

export function useToday(me: Readonly<Ref<{ user: { id: string } } | null>>): Readonly<Ref<Today | null>> {
  const last = lastToday(me.value?.user.id)
  return useLive(() => readToday(me.value?.user ?? null), last, [() => me.value?.user.id], last ? afterPaint() : undefined)
}
