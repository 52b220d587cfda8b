/** How far a hazard and its photos have come, in the three words of the slip: saved here, sent, stored. */
import type { PhotoView } from '../photos/pictures'

export type SlipStage = 'saved' | 'sending' | 'stored'

export interface Progress {
  stage: SlipStage
  total: number
  stored: number
  /** 0 to 1 over all photos' bytes. */
  share: number
  /** Bytes still to go; photos not yet made small are not counted. */
  left: number
  broken: readonly PhotoView[]
  stored_at: string | null
}

/** @param told whether the server has the hazard's own record */
export function progressOf(photos: readonly PhotoView[], told: boolean): Progress {
  const total = photos.length
  const stored = photos.filter(photo => photo.stored).length
  const moving = photos.some(photo => photo.here === 'uploading' || photo.sent > 0)
  const all = told && stored === total
  return {
    total, stored,
    stage: all ? 'stored' : told || stored > 0 || moving ? 'sending' : 'saved',
    share: total === 0 ? 0 : photos.reduce((sum, photo) => sum + (photo.stored ? 1 : photo.sent), 0) / total,
    left: photos.reduce((sum, photo) => sum + (photo.stored ? 0 : photo.left), 0),
    broken: photos.filter(photo => photo.here === 'attention'),
    stored_at: all ? photos.map(photo => photo.stored_at).filter(at => at !== null).sort().at(-1) ?? null : null,
  }
}
