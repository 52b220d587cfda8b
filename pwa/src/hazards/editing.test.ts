import { expect, test } from 'vitest'

import { follow, sawOf, writtenOf } from './editing'

const began = sawOf({ version: 3, description: '有油', place: '' })
const now = { version: 4, description: '有油，已有人滑倒', place: '' }

test('what was left alone follows the hazard, and with it what the person has seen', () => {
  expect(follow(writtenOf(began), began, now)).toEqual({ written: writtenOf(now), saw: sawOf(now) })
})

test('what was touched stays, with what the person saw before he wrote', () => {
  const { written, saw } = follow({ ...writtenOf(began), place: '东侧' }, began, { ...now, place: '二车间' })
  expect(written).toMatchObject({ description: '有油，已有人滑倒', place: '东侧' })
  expect(saw).toMatchObject({ version: 3, description: '有油，已有人滑倒', place: '' })
})
