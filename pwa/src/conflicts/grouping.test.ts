/** A district sees where its open differences are before it reads each. */
import { expect, test } from 'vitest'

import { byArea } from './grouping'
import type { TrayItem } from './tray'

const at = (area: string, key: string): TrayItem => ({ kind: 'conflict', key, about: { area } }) as unknown as TrayItem

test('the grid with the most comes first, what lies nowhere last, and none is left out', () => {
  const groups = byArea([at('', 'a'), at('一网格', 'b'), at('二网格', 'c'), at('二网格', 'd'), at('', 'e'), at('', 'f')])
  expect(groups.map((one) => [one.area, one.items.length])).toEqual([['二网格', 2], ['一网格', 1], ['', 3]])
})
