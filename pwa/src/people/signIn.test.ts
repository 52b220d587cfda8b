/** Going out without a signal, and coming in before the server has heard of it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { setLocale } from '../lib/i18n'
import { closeDatabase, phoneForget, phoneKeep, phoneRemembers, wipeDatabase } from '../database'
import { setMe, useMe } from './session'
import { finishLeaving, signIn } from './signIn'

/** A server with one cookie jar, as a browser has: the last answer to arrive decides whose session it is. */
let cookie = ''
let asked: string[] = []
let release: () => void = () => undefined

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const user = { id: 'u2', name: '林小玲', login: 'grid2', locale: 'zh' }

async function server(path: string, request: RequestInit): Promise<Response> {
  const what = `${request.method} ${path.replace('/api/v1', '')}`
  asked.push(request.method === 'PATCH' ? `${what} ${(request.body as string)}` : what)
  if (what === 'DELETE /session') {
    await new Promise<void>((go) => { release = go })
    cookie = ''
    return new Response(null, { status: 204 })
  }
  if (what === 'POST /session') {
    cookie = 'u2'
    const { device } = JSON.parse(request.body as string) as { device: unknown }
    return json({ user, device, epoch: 'e1' })
  }
  return json({ user, posts: [], roles: [] })
}

beforeEach(async () => {
  cookie = 'u1'
  asked = []
  vi.stubGlobal('fetch', server)
  await phoneKeep('leaving', true)
})
afterEach(async () => {
  vi.unstubAllGlobals()
  closeDatabase()
  setMe(null)
  await wipeDatabase('u2')
  for (const name of ['person', 'logins', 'last-user', 'leaving']) await phoneForget(name)
})

const heard = (what: string) => vi.waitFor(() => { expect(asked).toContain(what) })

test('whoever signs in while the one before him is still being signed out keeps his session', async () => {
  const leaving = finishLeaving()
  await heard('DELETE /session')
  const coming = signIn('grid2', 'xunan-demo')
  await new Promise((go) => setTimeout(go, 50))
  expect(asked).toEqual(['DELETE /session'])
  release()
  expect(await coming).toBe('in')
  await leaving
  expect(cookie).toBe('u2')
  expect(useMe().value?.user.id).toBe('u2')
  expect(await phoneRemembers('leaving')).toBeUndefined()
})

test('a sign-out the server has not heard of is told before anybody else comes in', async () => {
  const coming = signIn('grid2', 'xunan-demo')
  await heard('DELETE /session')
  release()
  expect(await coming).toBe('in')
  expect(asked.slice(0, 2)).toEqual(['DELETE /session', 'POST /session'])
})

test('who signs in on an English screen is told things in English from then on', async () => {
  await phoneForget('leaving')
  setLocale('en')
  try {
    expect(await signIn('grid2', 'xunan-demo')).toBe('in')
    await heard('PATCH /me {"locale":"en"}')
  } finally {
    setLocale('zh')
  }
})
