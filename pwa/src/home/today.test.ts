/** What the day asks is counted as it is, or said to be more. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../database'
import type { Hazard } from '../lib/wire'
import { countText, readToday } from './today'

let n = 0
let user = ''
beforeEach(async () => {
  user = `today-${n++}`
  await openDatabase(user)
})
afterEach(async () => {
  closeDatabase()
  await wipeDatabase(user)
})

const hold = (many: number, state: Hazard['state'], ...actions: string[]) => db().hazard.bulkAdd(Array.from({ length: many }, (_, i): Hazard => ({
  id: `${state}-${i}`, version: 1, state, severity: 'general', description: '通道堆物', enterprise_id: null, found_at: '2026-11-20T08:00:00+08:00', due_date: state === 'rectifying' ? '2099-01-01' : null, actions,
})))

test('more than the screen shows at once is counted whole', async () => {
  await hold(25, 'reported', 'confirm')
  await hold(31, 'rectifying', 'submit_rectification')
  const day = await readToday({ id: user })
  expect([day.decide.length, countText(day.decideCount), day.fix.length, countText(day.fixCount)]).toEqual([20, '25', 20, '31'])
})

test('of so many that only the first are read it says that there are more', async () => {
  await hold(200, 'reported', 'confirm')
  const day = await readToday({ id: user })
  expect(countText(day.decideCount)).toBe('60+')
})
