/** The slip never says more than is true. */
import { describe, expect, it } from 'vitest'
import type { PhotoView } from '../photos/pictures'
import { progressOf } from './slip'

const photo = (more: Partial<PhotoView>): PhotoView => ({
  id: 'p', role: 'before', taken_at: null, stored: false, here: 'captured', sent: 0, size: 0, left: 0, cleared: false, problem: null,
  saved_at: null, stored_at: null, sha256: null, lat: null, lon: null, accuracy_m: null, by: null, version: 0, caption: null, ...more,
})
const stored = (at: string): PhotoView => photo({ here: 'stored', stored: true, sent: 1, size: 100, stored_at: at })

describe('the slip', () => {
  it('says saved while nothing has left the phone', () => {
    expect(progressOf([photo({}), photo({ here: 'shrunk', size: 100, left: 100 })], false)).toMatchObject({ stage: 'saved', stored: 0, total: 2, left: 100 })
  })
  it('says sent as soon as something has, and how much is left', () => {
    const going = progressOf([stored('2026-11-19T15:31:00+08:00'), photo({ here: 'uploading', sent: 0.5, size: 200, left: 100 })], true)
    expect(going).toMatchObject({ stage: 'sending', stored: 1, total: 2, share: 0.75, left: 100, stored_at: null })
  })
  it('never says stored while the record itself is still here', () => {
    expect(progressOf([stored('2026-11-19T15:31:00+08:00')], false).stage).toBe('sending')
  })
  it('names the time of the last photo once all are stored', () => {
    const done = progressOf([stored('2026-11-19T15:32:04+08:00'), stored('2026-11-19T15:31:00+08:00')], true)
    expect(done).toMatchObject({ stage: 'stored', stored_at: '2026-11-19T15:32:04+08:00', left: 0, share: 1 })
  })
  it('points at the broken one', () => {
    expect(progressOf([photo({ here: 'attention', id: 'x' }), stored('a')], true).broken.map(p => p.id)).toEqual(['x'])
  })
})
