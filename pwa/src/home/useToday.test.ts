/** A phone left open over night shows the new day in the morning. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref, watch } from 'vue'

import { closeDatabase, db, openDatabase, wipeDatabase } from '../database'

vi.stubGlobal('document', new EventTarget())
const { useToday } = await import('./useToday')

const user = 'over-night'
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval'] })
  await openDatabase(user)
})
afterEach(async () => {
  vi.useRealTimers()
  closeDatabase()
  await wipeDatabase(user)
})

test('what the day asks is read again when the day is another', async () => {
  await db().hazard.add({ id: 'h', version: 1, state: 'rectifying', severity: 'general', description: '通道堆物', enterprise_id: null, found_at: '2026-11-20T08:00:00+08:00', due_date: '2099-01-01', actions: ['submit_rectification'] })
  const scope = effectScope()
  const day = scope.run(() => useToday(ref({ user: { id: user } })))!
  const drawn = vi.fn()
  scope.run(() => watch(day, drawn))
  await vi.waitFor(() => expect(day.value?.fix).toHaveLength(1))
  const before = drawn.mock.calls.length

  vi.setSystemTime(Date.now() + 24 * 3600_000)
  document.dispatchEvent(new Event('visibilitychange'))
  await nextTick()

  await vi.waitFor(() => expect(drawn.mock.calls.length).toBeGreaterThan(before))
  scope.stop()
})
