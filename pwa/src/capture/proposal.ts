/**
 * Which enterprise a hazard found here most likely belongs to. A proposal, never a decision: one tap changes it.
 */
import type { Enterprise, Me } from '../lib/wire'
import type { Near } from '../places/nearest'

/** Further than this nobody is “at” an enterprise; the phone's own error comes on top. */
const REACH_M = 400

export interface Proposal { enterprise: Enterprise | null; metres: number | null; why: 'nearest' | 'own' | 'chosen' | 'nowhere' | 'unknown' }

/** Chosen by hand: an enterprise's id, `none` for “not at an enterprise”, or null while nobody has chosen. */
export type Choice = string | null

export function propose(near: readonly Near<Enterprise>[], position: { accuracy_m: number } | null, me: Me | null, chosen: Choice): Proposal {
  const of = (id: string): Near<Enterprise> | undefined => near.find(one => one.place.id === id)
  if (chosen === 'none') return { enterprise: null, metres: null, why: 'chosen' }
  const picked = chosen === null ? undefined : of(chosen)
  if (picked) return { enterprise: picked.place, metres: picked.metres, why: 'chosen' }

  // People of an enterprise find hazards at their own, wherever the phone believes to be.
  const own = me?.posts.every(post => post.enterprise) ? me.posts[0]?.enterprise : undefined
  const mine = own && of(own.id)
  if (mine) return { enterprise: mine.place, metres: mine.metres, why: 'own' }

  const first = near[0]
  if (!position) return { enterprise: null, metres: null, why: 'unknown' }
  if (first?.metres != null && first.metres <= REACH_M + position.accuracy_m) return { enterprise: first.place, metres: first.metres, why: 'nearest' }
  return { enterprise: null, metres: null, why: 'nowhere' }
}
