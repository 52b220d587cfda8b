import { expect, test } from 'vitest'

import { badAsCsv, toTake } from './imports'

test('only new and changed lines are worth taking', () => {
  expect(toTake({ new: 2, changed: 3, same: 40, bad: 1 })).toBe(5)
  expect(toTake({ new: 0, changed: 0, same: 40, bad: 1 })).toBe(0)
})

test('wrong lines go back to Excel as text, never as a formula', () => {
  const csv = badAsCsv([{ line: 7, column: '信用代码', reason: '校验位不对，"抄错"了', value: '=cmd()' }, { line: 9, column: null, reason: '重复' }], ['行', '列', '原因', '内容'])
  expect(csv.charCodeAt(0)).toBe(0xFEFF)
  expect(csv.slice(1).split('\r\n')).toEqual(['"行","列","原因","内容"', '"7","信用代码","校验位不对，""抄错""了","\'=cmd()"', '"9","","重复",""', ''])
})
