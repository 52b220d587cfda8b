import { expect, test } from 'vitest'

import { byDistance, metresBetween, walkingMinutes } from './nearest'
import { subtree } from './places'

test('distances are right where we work and across the date line', () => {
  // One degree of latitude is 111.2 km everywhere.
  expect(metresBetween({ lat: 25, lon: 119 }, { lat: 26, lon: 119 })).toBeCloseTo(111_195, -2)
  expect(metresBetween({ lat: 0, lon: 179.9 }, { lat: 0, lon: -179.9 })).toBeCloseTo(22_239, -2)
  expect(metresBetween({ lat: 25, lon: 119 }, { lat: 25, lon: 119 })).toBe(0)
})

test('the nearest comes first, and places nobody has located come last by name', () => {
  const places = [{ name: '乙厂' }, { name: '远厂', lat: 25.5, lon: 119 }, { name: '甲厂', lat: null, lon: null }, { name: '近厂', lat: 25.001, lon: 119 }]
  expect(byDistance(places, { lat: 25, lon: 119 }).map(near => near.place.name)).toEqual(['近厂', '远厂', '甲厂', '乙厂'])
})

test('without a position all are by name and no distance is claimed', () => {
  expect(byDistance([{ name: '乙厂', lat: 1, lon: 1 }, { name: '甲厂', lat: 2, lon: 2 }], null)).toEqual([
    { place: { name: '甲厂', lat: 2, lon: 2 }, metres: null }, { place: { name: '乙厂', lat: 1, lon: 1 }, metres: null },
  ])
})

test('a walk is never no time at all', () => {
  expect([0, 60, 360, 1200].map(walkingMinutes)).toEqual([1, 1, 6, 20])
})

test('an area counts with all below it, even when the tree is broken', () => {
  const area = (id: string, parent: string | null) => ({ id, parent, version: 1, code: id, name: id, level: 'town' })
  expect([...subtree([area('q', null), area('t', 'q'), area('g', 't'), area('x', null)], 'q')].sort()).toEqual(['g', 'q', 't'])
  expect([...subtree([area('a', 'b'), area('b', 'a')], 'a')].sort()).toEqual(['a', 'b'])
})
