/** What two people wrote, in words both know. */
import { expect, test } from 'vitest'

import { fieldText, valueText } from './values'

test('no value on a card is a word of computers', () => {
  expect(valueText('severity', 'major_suspected')).toBe('疑似重大')
  expect(valueText('category', 'fire_exit')).not.toMatch(/[a-z_]/)
  expect(valueText('funds_fen', 120_000)).not.toMatch(/fen|null/)
  expect(valueText('place', '')).not.toBe('')
})

test('the number on a card is shown by its last four, until somebody asks for all of it', () => {
  expect(valueText('number', 'T350304199001011234')).toBe('****1234')
  expect(valueText('number', 'T350304199001011234', true)).toBe('T350304199001011234')
  expect(valueText('number', 12.5), 'what was measured at an item is no secret').toBe('12.5')
  expect(fieldText('number', 'certificate')).toBe('证号')
})
