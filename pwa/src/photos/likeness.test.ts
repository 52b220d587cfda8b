/** The before photo handed in again is noticed; another photo of the same place is not accused. */
import { describe, expect, it } from 'vitest'
import { brightness, difference, samePicture, SIDE } from './likeness'

const scene = (box: number, noise: number, stamp = 20): Float32Array => {
  const rgba = new Uint8ClampedArray(SIDE * SIDE * 4)
  for (let y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++) {
    const inBox = x > 8 && x < 8 + box && y > 10 && y < 22
    const light = y > SIDE * 0.83 ? stamp : (inBox ? 180 : 90 + y * 2) + Math.sin(x * 12.9 + y * 78.2) * noise
    rgba.set([light, light, light, 255], (y * SIDE + x) * 4)
  }
  return brightness(rgba)
}

describe('two pictures', () => {
  it('are one when one was drawn again, with other noise and another stamp', () => {
    expect(samePicture(scene(14, 1, 20), [scene(14, 2.5, 200)])).toBe(true)
  })
  it('are two when the boxes are gone', () => {
    expect(samePicture(scene(0, 1), [scene(14, 1)])).toBe(false)
    expect(difference(scene(0, 1), scene(14, 1))).toBeGreaterThan(10)
  })
  it('are one when either sample of the other fits', () => {
    expect(samePicture(scene(14, 1), [scene(0, 1), scene(14, 1)])).toBe(true)
  })
})
