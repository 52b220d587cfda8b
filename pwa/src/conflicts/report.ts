/** A report on this phone's sending for the administrator: counts, codes and times, and nothing anybody wrote. */
import { type Ref, shallowRef } from 'vue'

import { db } from '../database'
import { clockSkew, stamp } from '../lib/clock'
import { ask } from '../lib/http'
import { type PhoneReport, type Problem, SCHEMA } from '../lib/wire'
import { readStaying } from '../sync/aside'
import { readDiary } from '../sync/diary'

export type Attempt = PhoneReport['attempts'][number]
type Waiting = PhoneReport['waiting'][number]
type Photos = PhoneReport['photos'][number]

/** As many lines as the server takes. */
const MOST = { waiting: 200, photos: 50, attempts: 200 }

/** A code of the protocol, or nothing: a word from elsewhere could be anybody's. */
const plain = (code: string | undefined): string | null => code !== undefined && /^[a-z][a-z0-9_]{0,39}$/.test(code) ? code : null

/** A type or step of the protocol; anything else is only called a record. */
const word = (name: string): string => plain(name) ?? 'record'

async function waiting(): Promise<Waiting[]> {
  const ops = (await db().outbox.toArray()).filter((op) => op.op !== 'void')
  const stays = await readStaying(ops)
  const lines = new Map<string, Waiting>()
  for (const op of ops) {
    const state = stays.has(op.id) ? 'aside' : op.state
    const code = plain(op.problem?.code)
    const key = [op.type, op.op, state, code].join(' ')
    const line = lines.get(key)
    lines.set(key, { type: word(op.type), op: op.op, state, code, count: (line?.count ?? 0) + 1, oldest: line && Date.parse(line.oldest) < Date.parse(op.at) ? line.oldest : op.at })
  }
  return [...lines.values()].sort((a, b) => b.count - a.count).slice(0, MOST.waiting)
}

async function photos(): Promise<Photos[]> {
  const lines = new Map<string, Photos>()
  for (const { state, problem, size } of await db().captures.where('state').notEqual('stored').toArray()) {
    if (state === 'stored') continue
    const code = plain(problem?.code)
    const line = lines.get(`${state} ${code}`)
    lines.set(`${state} ${code}`, { state, code, count: (line?.count ?? 0) + 1, bytes: (line?.bytes ?? 0) + (size ?? 0) })
  }
  return [...lines.values()].slice(0, MOST.photos)
}

async function room(): Promise<number | null> {
  const told = await navigator.storage?.estimate?.().catch(() => null)
  return told?.quota ? Math.max(0, told.quota - (told.usage ?? 0)) : null
}

export async function makeReport(): Promise<PhoneReport> {
  const attempts = (await readDiary(MOST.attempts)).map(({ at, until, times, outcome, code, status, sent, got, refused }): Attempt => ({ at, until, times, outcome, code: plain(code), status: status ?? null, sent, got, refused }))
  return { made_at: stamp(), app: __APP_VERSION__, schema: SCHEMA, skew_s: Math.round(-clockSkew() / 1000), waiting: await waiting(), photos: await photos(), attempts, room: await room() }
}

/** How handing the report in ended; `at`: when the server took it. */
export type Handed = { readonly kind: 'sent', readonly at: string } | { readonly kind: 'offline' } | { readonly kind: 'refused', readonly problem: Problem }

export interface Reporting {
  /** As it will be sent; null until it is made. */
  readonly report: Readonly<Ref<PhoneReport | null>>
  readonly handed: Readonly<Ref<Handed | null>>
  readonly busy: Readonly<Ref<boolean>>
  readonly make: () => Promise<void>
  /** Sends what is shown, and nothing else. */
  readonly send: () => Promise<void>
}

export function useReport(): Reporting {
  const report = shallowRef<PhoneReport | null>(null)
  const handed = shallowRef<Handed | null>(null)
  const busy = shallowRef(false)
  return {
    report, handed, busy,
    make: async () => { report.value = await makeReport() },
    send: async () => {
      if (report.value === null || busy.value) return
      busy.value = true
      const reply = await ask<{ id: string, received_at: string }>('POST', '/api/v1/sync/reports', { body: report.value })
      busy.value = false
      handed.value = reply.kind === 'ok' ? { kind: 'sent', at: reply.data.received_at } : reply.kind === 'offline' ? { kind: 'offline' } : { kind: 'refused', problem: reply.problem }
    },
  }
}
