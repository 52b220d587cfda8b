/** A picture that is moved and enlarged never leaves its frame and never runs from under the finger. */
import { describe, expect, it } from 'vitest'
import { held, moved, MOST, WHOLE, zoomed } from './zoom'

const box = { width: 390, height: 600 }

describe('a picture', () => {
  it('stays under the fingers that enlarge it', () => {
    const spot = { x: 80, y: -50 }
    const near = zoomed(WHOLE, 2, spot, box)
    // The point of the picture under the spot, before and after.
    expect((spot.x - near.x) / near.scale).toBeCloseTo(spot.x - WHOLE.x)
    expect((spot.y - near.y) / near.scale).toBeCloseTo(spot.y - WHOLE.y)
  })
  it('is never smaller than whole nor larger than five times', () => {
    expect(zoomed(WHOLE, 0.2, { x: 0, y: 0 }, box)).toEqual(WHOLE)
    expect(zoomed(WHOLE, 99, { x: 0, y: 0 }, box).scale).toBe(MOST)
  })
  it('cannot be pushed past its edges', () => {
    const near = zoomed(WHOLE, 2, { x: 0, y: 0 }, box)
    expect(moved(near, 9999, -9999, box)).toEqual({ scale: 2, x: 195, y: -300 })
    expect(moved(WHOLE, 50, 50, box)).toEqual(WHOLE)
  })
  it('comes back to the middle when it is made whole', () => {
    expect(held({ scale: 1, x: 40, y: 9 }, box)).toEqual(WHOLE)
  })
})
