/** What a person does about his own account, always with a connection. */
import { ask, type Reply } from '../lib/http'
import type { Locale } from '../lib/i18n'
import type { Me, Post, Problem } from '../lib/wire'

export type Outcome = 'done' | 'offline' | Problem
export interface Device { readonly id: string, readonly name: string, readonly seen_at: string, readonly revoked_at: string | null, readonly current: boolean }

const outcome = (reply: Reply<unknown>): Outcome => reply.kind === 'ok' ? 'done' : reply.kind === 'offline' ? 'offline' : reply.problem

export async function changePassword(current: string, wanted: string): Promise<Outcome> {
  return outcome(await ask('POST', '/api/v1/me/password', { body: { old: current, new: wanted } }))
}

/** The language in which the server writes notices to this person. */
export async function tellLanguage(locale: Locale): Promise<Outcome> {
  return outcome(await ask<Me>('PATCH', '/api/v1/me', { body: { locale } }))
}

export async function readDevices(): Promise<readonly Device[] | Exclude<Outcome, 'done'>> {
  const reply = await ask<{ items: Device[] }>('GET', '/api/v1/me/devices')
  if (reply.kind === 'offline') return 'offline'
  if (reply.kind === 'refused') return reply.problem
  return reply.data.items
}

/** End a device. `stolen`: whoever holds it may not even hand over what is on it. */
export async function revokeDevice(id: string, stolen: boolean): Promise<Outcome> {
  return outcome(await ask('POST', `/api/v1/me/devices/${encodeURIComponent(id)}/revoke`, { body: { stolen } }))
}

export interface Invitation { readonly name: string, readonly login: string | null, readonly posts: readonly Post[], readonly expires_at: string }

export async function readInvitation(token: string): Promise<Invitation | Exclude<Outcome, 'done'>> {
  const reply = await ask<Invitation>('GET', `/api/v1/invitations/${encodeURIComponent(token)}`)
  return reply.kind === 'ok' ? reply.data : reply.kind === 'offline' ? 'offline' : reply.problem
}

export async function acceptInvitation(token: string, login: string, name: string, password: string): Promise<Outcome> {
  return outcome(await ask('POST', '/api/v1/invitations/accept', { body: { token, login, name, password } }))
}

export interface ResetLink { readonly name: string, readonly login: string | null }

/** For whom the link is, before anybody types a password in vain. */
export async function readReset(token: string): Promise<ResetLink | Exclude<Outcome, 'done'>> {
  const reply = await ask<ResetLink>('GET', `/api/v1/resets/${encodeURIComponent(token)}`)
  return reply.kind === 'ok' ? reply.data : reply.kind === 'offline' ? 'offline' : reply.problem
}

export async function resetPassword(token: string, password: string): Promise<Outcome> {
  return outcome(await ask('POST', `/api/v1/resets/${encodeURIComponent(token)}`, { body: { password } }))
}

/** Whether what is served here is a demo; asked before anybody has signed in. */
export async function readDemo(): Promise<boolean> {
  const about = await ask<{ demo: boolean }>('GET', '/api/v1/about')
  return about.kind === 'ok' && about.data.demo
}
