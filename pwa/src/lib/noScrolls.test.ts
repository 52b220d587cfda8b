/** A new tab's first file runs through without an error that somebody catches in silence. */
import { expect, test, vi } from 'vitest'

test('vue-router finds its scroll positions where it looks for them', async () => {
  vi.stubGlobal('sessionStorage', {})
  const parse = vi.spyOn(JSON, 'parse')
  await import('./noScrolls')
  await import('vue-router')
  expect(parse.mock.calls).toContainEqual(['{}'])
  expect(parse.mock.calls).not.toContainEqual([undefined])
})
