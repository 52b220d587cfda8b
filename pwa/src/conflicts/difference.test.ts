import { expect, test } from 'vitest'

import { combine, difference } from './difference'

const MINE = '砂光机停用，二车间拉警戒线，不许动火，等清扫完再开。'
const THEIRS = '砂光机停用，断电挂牌，专人看守，等清扫完再开。'

test('the two say the same at both ends and differ between', () => {
  expect(difference(MINE, THEIRS)).toEqual({ head: '砂光机停用，', mine: '二车间拉警戒线，不许动火', theirs: '断电挂牌，专人看守', tail: '，等清扫完再开。' })
})

test('together they keep every word of both', () => {
  expect(combine(MINE, THEIRS)).toBe('砂光机停用，断电挂牌，专人看守；二车间拉警戒线，不许动火，等清扫完再开。')
})

test.each([['', '一', '一'], ['一', '', '一'], ['一', '一', '一'], ['一二', '一', '一二'], ['一', '一二', '一二'], ['', '', '']])('“%s” and “%s” make “%s”', (mine, theirs, both) => {
  expect(combine(mine, theirs)).toBe(both)
})

test('what both say is never shown twice, and no character is cut in two', () => {
  for (const [a, b] of [['aaa', 'aa'], ['👷🏽是', '👷🏿是'], ['同同', '同']] as const) {
    const parts = difference(a, b)
    expect(parts.head + parts.mine + parts.tail).toBe(a)
    expect(parts.head + parts.theirs + parts.tail).toBe(b)
  }
})
