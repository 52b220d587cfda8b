/** The people somebody manages: reading them, letting them in, their posts, and the way out. */
import type { Me, Role, Server } from '../lib/wire'
import { call, type Got, type Page, query } from './doors'

export type HeldPost = Server['PostAnswer']

export type PersonRow = Server['PersonAnswer']

/** A link to hand over: told once, works once. */
export type SentLink = Server['LinkAnswer']
export type PersonDevice = Server['DeviceAnswer']

export type PostSaid = Server['PostSaid']

// --- who may give which post (server/people/rules.py) -----------------------------------------------

const ROLES: readonly Role[] = ['admin', 'district', 'township', 'grid', 'expert', 'principal', 'manager', 'employee']
const GIVES: Partial<Record<Role, readonly Role[]>> = {
  admin: ROLES,
  district: ['principal', 'manager', 'employee'],
  township: ['principal', 'manager', 'employee'],
  principal: ['manager', 'employee'],
}

/** The posts this person may give, in the order of an organisation. */
export function rolesToGive(me: Me): Role[] {
  const given = new Set(me.roles.flatMap((role) => GIVES[role] ?? []))
  return ROLES.filter((role) => given.has(role))
}

export type Where = 'area' | 'enterprise' | 'site'

/** Where a post may be held. An expert advises an area or an enterprise; an administrator may have the whole site. */
export function placesOf(role: Role, me: Me): Where[] {
  if (role === 'expert') return ['area', 'enterprise']
  if (role === 'admin') return me.posts.some((post) => post.role === 'admin' && post.area === null && post.enterprise === null) ? ['area', 'site'] : ['area']
  return role === 'principal' || role === 'manager' || role === 'employee' ? ['enterprise'] : ['area']
}

/** The only enterprise whose people this person could mean; null when there are several. */
export function onlyEnterprise(me: Me): Server['Named'] | null {
  const wide = me.roles.some((role) => role === 'admin' || role === 'district' || role === 'township')
  const own = me.posts.filter((post) => post.role === 'principal' && post.enterprise !== null)
  return !wide && own.length === 1 ? own[0]?.enterprise ?? null : null
}

// --- asking the server ------------------------------------------------------------------------------

const at = (id: string): string => `/people/${encodeURIComponent(id)}`

export const readPeople = (q: string, cursor: string | null): Promise<Got<Page<PersonRow>>> => call<Page<PersonRow>>('GET', '/people' + query({ q, cursor, limit: 50 }))

export const readPerson = (id: string): Promise<Got<PersonRow>> => call<PersonRow>('GET', at(id))

export type PersonSaid = Server['PersonSaid']

export const invite = (said: PersonSaid): Promise<Got<{ readonly person: PersonRow, readonly invitation: SentLink }>> => call('POST', '/people', said)

export const changePerson = (id: string, said: { name?: string, phone?: string | null, active?: boolean }): Promise<Got<PersonRow>> => call<PersonRow>('PATCH', at(id), said)

export const givePost = (id: string, said: PostSaid): Promise<Got<HeldPost>> => call<HeldPost>('POST', `${at(id)}/posts`, said)

/** What may change of a post already given; who holds it, as what and where does not. */
export type PostChange = Server['PostChange']

export const changePost = (id: string, said: PostChange): Promise<Got<HeldPost>> => call<HeldPost>('PATCH', `/posts/${encodeURIComponent(id)}`, said)

export const endPost = (id: string): Promise<Got<null>> => call<null>('DELETE', `/posts/${encodeURIComponent(id)}`)

/** A link to a new password, or a new invitation for somebody who has not come yet. */
export const sendLink = (id: string): Promise<Got<SentLink>> => call<SentLink>('POST', `${at(id)}/reset`)

export const signOutEverywhere = (id: string): Promise<Got<null>> => call<null>('POST', `${at(id)}/sign-out-everywhere`)

export const readPersonDevices = (id: string): Promise<Got<{ readonly items: readonly PersonDevice[] }>> => call('GET', `${at(id)}/devices`)

export const revokePersonDevice = (id: string, device: string, stolen: boolean): Promise<Got<PersonDevice>> => call<PersonDevice>('POST', `${at(id)}/devices/${encodeURIComponent(device)}/revoke`, { stolen })

/** Put text where it can be pasted. Answers whether that worked. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
