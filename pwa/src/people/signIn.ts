/**
 * Coming in and going out.
 *
 * A device is one user in one browser: its id lives in his own database here, so two people who share a phone
 * never share an outbox. Going out leaves everything that was not sent where it is.
 */
import { closeDatabase, db, openDatabase, phoneForget, phoneKeep, phoneRemembers, wipeDatabase } from '../database'
import { ask, type Reply } from '../lib/http'
import { locale } from '../lib/i18n'
import { newId } from '../lib/id'
import type { Me, Problem, SessionAnswer } from '../lib/wire'
import { askPromise } from '../storage/room'
import { poke } from '../sync/outbox'
import { beginDevice, notice } from '../sync/restore'
import { thingsOf } from '../sync/status'
import { tellLanguage } from './account'
import { farewell, readMe, useMe, welcome } from './session'

export type SignedIn = 'in' | 'offline' | Problem

/** What to call this phone in the list of devices. */
export function deviceName(agent: string = navigator.userAgent): string {
  const kind = /iPhone/.test(agent) ? 'iPhone' : /iPad/.test(agent) ? 'iPad' : /Android/.test(agent) ? 'Android' : /Windows/.test(agent) ? 'Windows' : /Mac/.test(agent) ? 'Mac' : 'Linux'
  const browser = /MicroMessenger/.test(agent) ? '微信' : /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox' : /Chrome\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : ''
  return browser === '' ? kind : `${kind} · ${browser}`
}

type Device = SessionAnswer['device']

const knock = (login: string, password: string, device: Device): Promise<Reply<SessionAnswer>> =>
  ask<SessionAnswer>('POST', '/api/v1/session', { body: { login, password, device } })

/** The device this login used on this phone before, unless the server has asked for a new one. */
async function deviceOf(userId: string | undefined): Promise<Device | null> {
  if (userId === undefined) return null
  const base = await openDatabase(userId)
  if ((await base.fact('ended'))?.new_device) return null
  return await base.fact('device') ?? null
}

/** Photos another person looked at are not for the next one. */
async function forgetPictures(): Promise<void> {
  if (!('caches' in globalThis)) return
  await Promise.all([caches.delete('photos-thumb'), caches.delete('photos-screen')])
}

async function settleIn(answer: SessionAnswer): Promise<void> {
  const base = await openDatabase(answer.user.id)
  const before = await base.fact('device')
  if (before?.id !== answer.device.id) await beginDevice(answer.device)
  if (before !== undefined && before.id === answer.device.id) {
    const told = await base.fact('epoch')
    // A new epoch is acted upon with the first page, which tells how much of ours the server has.
    if (told === undefined) await notice(answer.epoch, await base.fact('last_seq') ?? 0)
  }
  await base.forget('ended')
  await base.forget('too_old')
}

/** Sign in. The phone opens at once what this person had here before. */
export async function signIn(login: string, password: string): Promise<SignedIn> {
  // The answer to an old sign-out clears the cookie of the browser, whosever it is by then.
  await finishLeaving()
  const known = await phoneRemembers<Record<string, string>>('logins') ?? {}
  const last = await phoneRemembers<string>('last-user')
  let device = await deviceOf(known[login]) ?? { id: newId(), name: deviceName() }
  let reply = await knock(login, password, device)
  if (reply.kind === 'ok' && known[login] !== reply.data.user.id) {
    // A login that is new here may belong to somebody who has a device here under his old one.
    const older = await deviceOf(reply.data.user.id)
    if (older !== null && older.id !== device.id) {
      device = older
      reply = await knock(login, password, device)
    }
  }
  if (reply.kind === 'refused' && reply.problem.code === 'device_taken') {
    // Revoked while he was out: this phone gets a new name, and what he left on it goes on under that.
    device = { id: newId(), name: deviceName() }
    reply = await knock(login, password, device)
  }
  if (reply.kind === 'offline') return 'offline'
  if (reply.kind === 'refused') {
    if (useMe().value === null) closeDatabase()
    return reply.problem
  }
  const { user } = reply.data
  if (last !== undefined && last !== user.id) await forgetPictures()
  await phoneForget('leaving')
  await settleIn(reply.data)
  await phoneKeep('logins', { ...known, [login]: user.id })
  await phoneKeep('last-user', user.id)
  const person = await ask<Me>('GET', '/api/v1/me', { headers: { 'X-Xunan-Device': device.id } })
  await welcome(person.kind === 'ok' ? readMe(person.data) : readMe({ user: { ...user, locale: user.locale ?? 'zh' } }))
  // What he is told from now on is in the language he chose to sign in with.
  if ((user.locale ?? 'zh') !== locale()) void tellLanguage(locale())
  // Ask the phone not to clear our store when it runs short. Refusals change nothing.
  await askPromise()
  poke()
  return 'in'
}

/** Whether the server wants this phone to introduce itself anew: it was put back to an earlier day. */
export const asksAnew = async (): Promise<boolean> => (await db().fact('ended'))?.new_device === true

/** The person's work on this phone that has not reached the server, as he would count it. */
export async function unsent(): Promise<number> {
  const base = db()
  const [ops, photos] = await Promise.all([base.outbox.toArray(), base.captures.where('state').notEqual('stored').toArray()])
  return thingsOf(ops, photos).size
}

/**
 * Go out. Everything stays in this person's own database; without a signal the server is told later. The phone has
 * forgotten who was here before `leave` shows another page, so that no kill or reload lets him in again.
 */
export async function signOut(leave: () => Promise<unknown>): Promise<void> {
  await phoneKeep('leaving', true)
  const reply = await ask('DELETE', '/api/v1/session')
  if (reply.kind !== 'offline') await phoneForget('leaving')
  await farewell()
  await leave()
  closeDatabase()
  await forgetPictures()
}

let telling: Promise<void> | null = null

/** Tell the server of a sign-out that happened without a signal; asked twice at once, it is told once. */
export function finishLeaving(): Promise<void> {
  return telling ??= tellLeaving().finally(() => { telling = null })
}

async function tellLeaving(): Promise<void> {
  if (await phoneRemembers('leaving') !== true || useMe().value !== null) return
  const reply = await ask('DELETE', '/api/v1/session', { patience: 15_000 })
  if (reply.kind !== 'offline') await phoneForget('leaving')
}

const WEEK = 7 * 86_400_000

/** What has yet to reach the server and still can; what was refused does not wait for it. */
async function stillGoing(): Promise<number> {
  const base = db()
  const [ops, photos] = await Promise.all([base.outbox.where('state').notEqual('attention').count(), base.captures.where('state').anyOf('captured', 'shrunk', 'uploading').count()])
  return ops + photos
}

/** A revoked device: once its work is handed over, or after a week, nothing of this user stays here. Answers how it went, when it is done. */
export async function leaveIfRevoked(pushRefused: boolean): Promise<'handed_over' | 'refused' | null> {
  const person = useMe().value
  const ended = await db().fact('ended')
  if (person === null || ended?.why !== 'device_revoked') return null
  const over = Date.now() - Date.parse(ended.at) > WEEK
  const left = await stillGoing()
  if (!over && !pushRefused && left > 0) return null
  await farewell()
  await wipeDatabase(person.user.id)
  await forgetPictures()
  const logins = Object.entries(await phoneRemembers<Record<string, string>>('logins') ?? {})
  await phoneKeep('logins', Object.fromEntries(logins.filter(([, id]) => id !== person.user.id)))
  await phoneForget('last-user')
  return left > 0 ? 'refused' : 'handed_over'
}
