/** What follows the store lets a finger pass, and goes on following afterwards. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { effectScope } from 'vue'

import { closeDatabase, db, openDatabase } from '../database'
import { letPass } from '../lib/moment'
import { useLive } from './live'

beforeEach(async () => { await openDatabase('live') })
afterEach(() => closeDatabase())
const until = async (true_: () => boolean): Promise<void> => { while (!true_()) await new Promise(done => setTimeout(done, 5)) }

it('reads again once the finger is over, and what is saved after that too', async () => {
  const scope = effectScope()
  const count = scope.run(() => useLive(() => db().aside.count(), -1))!
  await until(() => count.value === 0)
  let over = (): void => undefined
  letPass(new Promise<void>(done => { over = done }))
  await db().aside.put({ id: 'a', at: '' })
  await db().aside.toArray()
  expect(count.value).toBe(0)
  over()
  await until(() => count.value === 1)
  await db().aside.put({ id: 'b', at: '' })
  await until(() => count.value === 2)
  scope.stop()
})
