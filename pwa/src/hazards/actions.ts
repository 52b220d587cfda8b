/**
 * Writing on hazards: each act of its life is one function, and each writes one op in one transaction.
 *
 * The op is saved on this phone before the function returns; sending it is the engine's work. Whether it is
 * allowed is asked where it arrives.
 */
import { db } from '../database'
import { stamp } from '../lib/clock'
import type { FieldChange, Hazard } from '../lib/wire'
import { addPhotos, type Picture } from '../photos/album'
import { withRoom } from '../storage/full'
import { act, create, newId, poke, remove, set } from '../sync/outbox'
import type { Act, Severity } from './stages'

type Seen = Pick<Hazard, 'id' | 'version'>
export type Arguments = Record<string, unknown>

async function save(write: () => Promise<unknown>): Promise<void> {
  await withRoom(() => db().transaction('rw', [db().outbox, db().captures, db().photo], write))
  poke()
}

const does = (action: Act, hazard: Seen, args: Arguments): Promise<void> =>
  save(() => act('hazard', hazard.id, hazard.version, action, args))

/** Its photos have to go ahead of it: while one is still being made ready, the act waits on this phone. */
const followsPhotos = (action: Act, hazard: Seen, args: Arguments): Promise<void> => save(async () => {
  const open = await db().captures.where('hazard').equals(hazard.id).filter(one => one.state === 'captured').count()
  return act('hazard', hazard.id, hazard.version, action, args, open > 0 ? 'photos' : undefined)
})

/** Nobody signs off what is not stored: while an after photo is not, the act waits on this phone. */
const followsEvidence = (action: Act, hazard: Seen, args: Arguments): Promise<void> => save(async () => {
  const photos = await db().photo.where('[owner_type+owner_id]').equals(['hazard', hazard.id]).toArray()
  const open = photos.some(photo => photo.role === 'after' && photo.stored !== true)
  return act('hazard', hazard.id, hazard.version, action, args, open ? 'photos' : undefined)
})

export const confirm = (hazard: Seen) => does('confirm', hazard, {})
export const reject = (hazard: Seen, args: { reason: string }) => does('reject', hazard, args)
export const merge = (hazard: Seen, args: { into: string }) => does('merge', hazard, args)
export const transfer = (hazard: Seen, args: { to: string, reason: string }) => does('transfer', hazard, args)
export const giveBack = (hazard: Seen, args: { note: string }) => does('return', hazard, args)
export const assign = (hazard: Seen, args: Arguments) => does('assign', hazard, args)
export const submitRectification = (hazard: Seen, args: { note?: string }) => followsPhotos('submit_rectification', hazard, args)
export const fixOnSite = (hazard: Seen, args: { note?: string }) => followsPhotos('fix_on_site', hazard, args)
export const accept = (hazard: Seen, args: { note?: string, cause?: string }) => followsEvidence('accept', hazard, args)
export const sendBack = (hazard: Seen, args: Arguments) => does('send_back', hazard, args)
export const requestExtension = (hazard: Seen, args: Arguments) => does('request_extension', hazard, args)
export const decideExtension = (hazard: Seen, args: Arguments) => does('decide_extension', hazard, args)
export const list = (hazard: Seen, args: { level: string }) => does('list', hazard, args)
export const delist = (hazard: Seen, args: { note: string }) => does('delist', hazard, args)
export const stopUse = (hazard: Seen, args: { what: string }) => does('stop_use', hazard, args)
export const resume = (hazard: Seen, args: { note: string }) => does('resume', hazard, args)
export const reopen = (hazard: Seen, args: Arguments) => does('reopen', hazard, args)

/** A signature is a photo, saved in one with the act that waits for it. */
async function signed(hazard: Seen, action: Act, signature: ArrayBuffer, args: (photo: string) => Arguments): Promise<void> {
  const picture: Picture = {
    id: newId(), type: 'image/jpeg', source: 'pad', taken_at: stamp(), lat: null, lon: null, accuracy_m: null, stamp: null, bytes: signature,
  }
  await addPhotos({ type: 'hazard', id: hazard.id }, 'signature', [picture], async () => {
    await act('hazard', hazard.id, hazard.version, action, args(picture.id), 'photos')
  })
}

/** The principal signs the plan. */
export const signPlan = (hazard: Seen, args: { signature: ArrayBuffer }): Promise<void> => signed(hazard, 'sign_plan', args.signature, () => ({}))

export const inviteExpert = (hazard: Seen, args: { expert: string, question: string }) => does('invite_expert', hazard, args)
/** An expert says what he thinks, and signs it. */
export const giveOpinion = (hazard: Seen, { signature, ...said }: { signature: ArrayBuffer, text: string, severity?: Severity, criterion?: string }): Promise<void> =>
  signed(hazard, 'give_opinion', signature, photo => ({ ...said, photo }))

/** The same acts by their name, for a form that learns its act from the address. */
export const perform: Readonly<Record<Act, (hazard: Seen, args: never) => Promise<void>>> = {
  confirm, reject, merge, transfer, return: giveBack, assign, sign_plan: signPlan, fix_on_site: fixOnSite, submit_rectification: submitRectification,
  accept, send_back: sendBack, request_extension: requestExtension, decide_extension: decideExtension, list, delist, stop_use: stopUse, resume, reopen,
  invite_expert: inviteExpert, give_opinion: giveOpinion,
}

export type Editable = Pick<Hazard, 'description' | 'category' | 'place' | 'disposal'>

/**
 * Change what is written about a hazard: only the fields that really differ travel, each with what stood there.
 * `seen`: the hazard as it was when the person began to write.
 */
export async function edit(seen: Seen & Editable, now: { readonly [K in keyof Editable]?: string | null }): Promise<void> {
  const fields: Record<string, FieldChange> = {}
  for (const name of Object.keys(now) as (keyof Editable)[]) {
    const next = now[name]?.trim() || null
    // A field that stands empty may be told as '' or as null: for a person it is the same.
    if ((seen[name] || null) !== next) fields[name] = { was: seen[name] ?? null, now: next }
  }
  if (Object.keys(fields).length > 0) await save(() => set('hazard', seen.id, seen.version, fields))
}

/** Say what a hazard is. To suspect a major one, point at an item of the official criteria. `seen`: what it was for whoever judges. */
export async function judge(seen: Seen & Pick<Hazard, 'severity' | 'criterion'>, severity: Severity, criterion: string | null): Promise<void> {
  const fields: Record<string, FieldChange> = { severity: { was: seen.severity, now: severity } }
  if (criterion !== (seen.criterion ?? null) && criterion !== null) fields['criterion'] = { was: seen.criterion ?? null, now: criterion }
  await save(() => set('hazard', seen.id, seen.version, fields))
}

/** Write a line under a hazard. Answers the comment's id. */
export async function comment(hazard: Seen, text: string): Promise<string> {
  const id = newId()
  await save(() => create('comment', id, { owner_type: 'hazard', owner_id: hazard.id, text }))
  return id
}

export const takeBackComment = (comment: Seen): Promise<void> => save(() => remove('comment', comment.id, comment.version))
