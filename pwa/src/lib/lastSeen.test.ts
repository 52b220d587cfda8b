import { effectScope, nextTick, shallowRef } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { forgetSeen, keepSeen, lastSeen } from './lastSeen'

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value), removeItem: (name: string) => kept.delete(name) })
})
afterEach(() => { vi.unstubAllGlobals() })

const shown = async (value: readonly string[] | null, whose: () => string | undefined = () => 'lin'): Promise<void> => {
  const scope = effectScope()
  scope.run(() => { keepSeen('round', whose, shallowRef(value)) })
  await nextTick()
  scope.stop()
}

describe('what a screen showed last', () => {
  it('is there before it is read again, for this person alone', async () => {
    await shown(['厂'])
    expect(lastSeen('round', 'lin')).toEqual(['厂'])
    expect(lastSeen('round', 'chen')).toBeUndefined()
    expect(lastSeen('round', undefined)).toBeUndefined()
    expect(lastSeen('begun', 'lin')).toBeUndefined()
  })

  it('stays while nothing has been read', async () => {
    await shown(['厂'])
    await shown(null)
    expect(lastSeen('round', 'lin')).toEqual(['厂'])
  })

  it('is not written for whoever has left meanwhile', async () => {
    await shown(['厂'], () => undefined)
    expect(lastSeen('round', 'lin')).toBeUndefined()
  })

  it('goes with the person', async () => {
    await shown(['厂'])
    forgetSeen()
    expect(lastSeen('round', 'lin')).toBeUndefined()
  })

  it('is not kept when it is too large to be read at once', async () => {
    await shown(['厂'])
    await shown(['厂'.repeat(250_000)])
    expect(lastSeen('round', 'lin')).toBeUndefined()
  })
})
