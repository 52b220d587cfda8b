import { expect, test } from 'vitest'

import { type Setting, type Settings, standing } from './lookBack'

const one = (area_id: string, major: number | null, valid_from: string, above = false): Setting =>
  ({ id: `${area_id}${valid_from}`, area_id, above, major, major_suspected: null, general: null, within_days: 7, valid_from, source: null, certainty: 'local', created_by: { id: 'u', name: '魏' } })
const said = (...items: Setting[]): Settings => ({ items, default: { major: 15, major_suspected: 15, general: null, within_days: 7 } })
const told = (settings: Settings) => {
  const { now, later } = standing(settings, ['town', 'county'], '2026-11-28')
  return [now.days.major, now.area, ...later.map(turn => `${turn.from} ${turn.what.days.major} ${turn.what.area}`)]
}

test('the nearest area that says it counts, from its day on; none is an answer, and the area above may be asked again', () => {
  expect(told(said())).toEqual([15, null])
  expect(told(said(one('county', 30, '2026-01-01')))).toEqual([30, 'county'])
  expect(told(said(one('county', 30, '2026-01-01'), one('town', null, '2026-06-01')))).toEqual([null, 'town'])
  expect(told(said(one('county', 30, '2026-01-01'), one('town', 10, '2026-06-01'), one('town', null, '2026-12-01', true)))).toEqual([10, 'town', '2026-12-01 30 county'])
})
