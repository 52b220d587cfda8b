import { expect, test } from 'vitest'

import { beginAt, follow, sawOf, writtenOf } from './editing'

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

test('what an earlier app kept of a form is still there after the update, without its own marks', () => {
  const kept = { description: '门口有油', category: null, place: '东侧', disposal: null, begun: true }
  expect(beginAt(began, kept as never)).toEqual({ written: { description: '门口有油', category: '', place: '东侧', disposal: null }, saw: began })
  expect(beginAt(began, null).written).toEqual(writtenOf(began))
})
