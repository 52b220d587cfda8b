/** What two people wrote, in words both know. */
import { expect, test } from 'vitest'

import { valueText } from './values'

test('no value on a card is a word of computers', () => {
  expect(valueText('severity', 'major_suspected')).toBe('疑似重大')
  expect(valueText('category', 'fire_exit')).not.toMatch(/[a-z_]/)
  expect(valueText('funds_fen', 120_000)).not.toMatch(/fen|null/)
  expect(valueText('place', '')).not.toBe('')
})
