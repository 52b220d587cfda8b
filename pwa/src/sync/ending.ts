/** Why a talk with the server stopped, and what the phone writes down about it. */
import { type XunanDatabase, db } from '../database'
import { keepAtOnce, readAtOnce } from '../lib/atOnce'
import { stamp } from '../lib/clock'
import type { Reply } from '../lib/http'

export type Ending =
  | { readonly kind: 'done' }
  | { readonly kind: 'offline' }
  /** Try again after so many seconds, or when the loop thinks best. */
  | { readonly kind: 'wait', readonly seconds: number | null, readonly status?: number, readonly code?: string }
  | { readonly kind: 'ended', readonly why: 'session_ended' | 'device_revoked' }
  | { readonly kind: 'too_old' }

type Refused = Extract<Reply<unknown>, { kind: 'refused' }>

/** Whether this person's device is known to be revoked, before the store is open: a cold start shows nothing of him either. */
export const revokedAtOnce = (base: string): boolean => readAtOnce<string>('revoked') === base

/** Write down that this device must be signed in again before anything moves. All stays on the phone. */
export async function endSession(why: 'session_ended' | 'device_revoked', newDevice = false, base: XunanDatabase = db()): Promise<Ending> {
  if (why === 'device_revoked') keepAtOnce('revoked', base.name)
  const before = await base.fact('ended')
  if (before?.why !== why || (newDevice && !before.new_device)) {
    await base.note('ended', { why, at: before?.why === why ? before.at : stamp(), ...(newDevice || before?.new_device ? { new_device: true as const } : {}) })
  }
  return { kind: 'ended', why }
}

/** What a refusal that concerns the caller, not the ops, means for the engine; null when it is about the ops. */
export async function readRefusal(refused: Refused): Promise<Ending | null> {
  const { status, problem } = refused
  if (status === 401) return endSession(problem.code === 'device_revoked' ? 'device_revoked' : 'session_ended')
  // Somebody else signed in on this phone meanwhile: his session is not ours to use.
  if (status === 403 && problem.code === 'device_mismatch') return endSession('session_ended')
  if (status === 426) {
    // The server was put back to an older version and will be updated: what waits goes then.
    if (problem.code === 'schema_too_new') return { kind: 'wait', seconds: 300, status, code: problem.code }
    await db().note('too_old', true)
    return { kind: 'too_old' }
  }
  if (status === 429 || status >= 500) return { kind: 'wait', seconds: refused.retryAfter, status, code: problem.code }
  return null
}
