/** Numbers as people type them. */
import { expect, test } from 'vitest'

import { readNumber } from './typed'

test.each([['12.5', 12.5], ['12,5', 12.5], ['12。5', 12.5], [' -3 ', -3], ['', null], ['  ', null], ['12 ppm', undefined], ['1e400', undefined]])('%s is read as %s', (words, value) => {
  expect(readNumber(words)).toBe(value)
})
