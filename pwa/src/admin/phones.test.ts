/** What the desk tells of phones that do not send. */
import { expect, test } from 'vitest'

import type { ReportKept } from '../lib/wire'
import { leftOn, payloadText } from './phones'

test('what is left on a phone is counted over all its lines', () => {
  const line = { type: 'hazard', op: 'set', state: 'waiting' as const, code: null, oldest: '' }
  const report = { waiting: [{ ...line, count: 2 }, { ...line, state: 'aside' as const, count: 1 }], photos: [{ state: 'shrunk' as const, code: null, count: 4, bytes: 1 }] }
  expect(leftOn({ report } as unknown as ReportKept)).toEqual({ ops: 3, photos: 4 })
})

test('what came is shown as it is, readable or not', () => {
  expect(payloadText('{"a":[1]}')).toBe('{\n "a": [\n  1\n ]\n}')
  expect(payloadText('{"a":')).toBe('{"a":')
})
