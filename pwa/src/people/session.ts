/** Who is holding this phone, known without a signal once somebody has signed in. */
import { type Ref, shallowReadonly, shallowRef } from 'vue'

import { db, openDatabase, phoneForget, phoneKeep, phoneRemembers, phoneRemembersAtOnce, turnTo } from '../database'
import { forgetAtOnce, keepAtOnce } from '../lib/atOnce'
import { forgetSeen } from '../lib/lastSeen'
import { ask } from '../lib/http'
import type { Me, Post, Role } from '../lib/wire'

const me = shallowRef<Me | null>(null)

/** The app's other tabs on this phone hear here that somebody has come in or gone. */
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('xunan-person')

/** What another tab says: somebody has come in, or gone. */
export type Said = 'in' | 'out'

/** Call back when another tab has let somebody in or out. Answers how to stop. */
export function onOtherTabs(changed: (said: Said) => void): () => void {
  const listen = (event: MessageEvent<Said>): void => { changed(event.data) }
  tabs?.addEventListener('message', listen)
  return () => tabs?.removeEventListener('message', listen)
}

/** The person signed in, with his posts; null before sign-in. */
export function useMe(): Readonly<Ref<Me | null>> {
  return shallowReadonly(me)
}

export function setMe(person: Me | null): void {
  me.value = person
}

/** What the server says of a person, with what an older or newer server may leave out. */
export function readMe(answer: Partial<Me> & { readonly user: Me['user'] }): Me {
  const posts: readonly Post[] = answer.posts ?? []
  const roles: readonly Role[] = answer.roles ?? [...new Set(posts.map((post) => post.role))]
  return { ...answer, user: answer.user, posts, roles, demo: answer.demo === true }
}

/** Who was here last, as far as the phone can tell without waiting for its store. Answers whether there was one. */
export function resumeAtOnce(): boolean {
  const person = phoneRemembersAtOnce<Me>('person')
  if (person === undefined) return false
  turnTo(person.user.id)
  setMe(person)
  return true
}

/** Who was here last: opens his database and lets him in, with no network at all. Answers whether there was one. */
export async function resume(): Promise<boolean> {
  const person = await phoneRemembers<Me>('person')
  if (person === undefined) {
    if (me.value !== null) await forget()
    return false
  }
  leaving = false
  await openDatabase(person.user.id)
  if (JSON.stringify(person) !== JSON.stringify(me.value)) {
    setMe(person)
    keepAtOnce('person', person)
  }
  return true
}

/** Somebody is going out: an answer that was still under way must not let him in again. */
let leaving = false

/** Let this person in, now and at every start until he signs out. */
export async function welcome(person: Me): Promise<void> {
  leaving = false
  await phoneKeep('person', person)
  setMe(person)
  tabs?.postMessage('in' satisfies Said)
}

let readAt = 0

/** Read posts and name anew: after a change of posts, and once a day. */
export async function refreshMe(must = false): Promise<void> {
  if (me.value === null || (!must && Date.now() - readAt < 86_400_000)) return
  const device = await db().fact('device')
  const reply = await ask<Me>('GET', '/api/v1/me', device ? { headers: { 'X-Xunan-Device': device.id } } : {})
  // Another person's session in the same browser is not ours to read.
  if (reply.kind !== 'ok' || leaving || reply.data.user.id !== me.value?.user.id) return
  readAt = Date.now()
  // Without a pause between looking and writing: a farewell in between must have the last word.
  const person = readMe(reply.data)
  setMe(person)
  await phoneKeep('person', person)
}

/** What this phone knows of him before its store is open. */
function forgetKept(): void {
  for (const name of ['home', 'walk', 'shown', 'experts', 'revoked']) forgetAtOnce(name)
  forgetSeen()
}

async function forget(): Promise<void> {
  leaving = true
  forgetKept()
  await phoneForget('person')
  setMe(null)
  // A screen may have kept what it showed while the store was asked; from here on it keeps nothing.
  forgetKept()
}

/** Nobody is in any more. What he saved stays in his own database. */
export async function farewell(): Promise<void> {
  await forget()
  tabs?.postMessage('out' satisfies Said)
}
