/** A store that opens at the second asking is not reported; one that never does is, and nobody is shown out for it. */
import { afterEach, expect, test, vi } from 'vitest'

import { phone, phoneForget, phoneKeep, phoneRemembers } from '../database'
import { resume, setMe, useMe } from '../people/session'
import { patiently, useClosed } from './opening'

const PERSON = { user: { id: 'u1', name: '陈志强', login: 'grid1', locale: 'zh' as const }, posts: [], roles: [], demo: false }

/** The browser refuses to open the phone's store so many times. */
function refuse(times: number): void {
  const open = indexedDB.open.bind(indexedDB)
  vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
    if (name !== 'xunan-phone' || times-- <= 0) return open(name, version)
    throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError')
  })
}

afterEach(async () => {
  vi.restoreAllMocks()
  setMe(null)
  await phoneForget('person')
})

test('a store that opens a moment later is waited for', async () => {
  await phoneKeep('person', PERSON)
  phone().close()
  refuse(2)
  expect(await patiently(resume, [1, 1, 1])).toBe(true)
  expect(useMe().value?.user.id).toBe('u1')
  expect(useClosed().value).toBe(false)
})

test('a store that never opens shows nobody out and takes nothing away', async () => {
  await phoneKeep('person', PERSON)
  setMe(PERSON)
  phone().close()
  refuse(1000)
  await expect(patiently(resume, [1, 1])).rejects.toThrow()
  expect(useClosed().value).toBe(true)
  expect(useMe().value?.user.id).toBe('u1')
  vi.restoreAllMocks()
  await phone().open()
  expect(await phoneRemembers('person')).toEqual(PERSON)
})
