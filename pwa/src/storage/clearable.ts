/** What a screen may know and do about stored originals. */
import type { ShallowRef } from 'vue'

import { useLive } from '../sync/live'
import { poke } from '../sync/outbox'
import { type Clearable, clearStored, readClearable } from './clearing'

export const useClearable = (): Readonly<ShallowRef<Clearable>> => useLive(readClearable, { photos: 0, bytes: 0 })

/** Let go of all confirmed originals; what waited for room goes on. Answers the bytes freed. */
export async function clearAll(): Promise<number> {
  const freed = await clearStored()
  poke()
  return freed
}
