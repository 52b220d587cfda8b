/** Asking the server from the desk: an answer, or why there is none. */
import { type Asking, ask } from '../lib/http'
import type { Problem } from '../lib/wire'
import { poke } from '../sync/outbox'

export type Refusal = 'offline' | Problem
export type Got<T> = { readonly ok: true, readonly data: T } | { readonly ok: false, readonly why: Refusal }

export const API = '/api/v1'
/** A long list is read and judged line by line before the server answers. */
const LONG = 300_000

export async function call<T>(method: string, path: string, body?: unknown, more: Asking = {}): Promise<Got<T>> {
  const reply = await ask<T>(method, API + path, body === undefined ? more : { ...more, body })
  if (reply.kind === 'ok') {
    // What was changed at the desk comes to the lists of this phone too.
    if (method !== 'GET') poke()
    return { ok: true, data: reply.data }
  }
  return { ok: false, why: reply.kind === 'offline' ? 'offline' : reply.problem }
}

export interface Page<T> { readonly items: readonly T[], readonly cursor: string | null }

/** The conditions of a list as a query; empty ones are left out. */
export function query(conditions: Readonly<Record<string, string | number | null | undefined>>): string {
  const said = Object.entries(conditions).flatMap(([name, value]) => value === null || value === undefined || value === '' ? [] : [[name, String(value)]])
  const text = new URLSearchParams(said).toString()
  return text === '' ? '' : `?${text}`
}

/** Every page of a list that is short by nature. */
export async function everyPage<T>(path: string): Promise<Got<readonly T[]>> {
  const all: T[] = []
  let cursor: string | null = null
  do {
    const got: Got<Page<T>> = await call('GET', path + query({ limit: 200, cursor }))
    if (!got.ok) return got
    all.push(...got.data.items)
    cursor = got.data.cursor
  } while (cursor !== null)
  return { ok: true, data: all }
}

/** Send a file to be looked at. */
export function sendFile<T>(path: string, file: File): Promise<Got<T>> {
  const form = new FormData()
  form.append('file', file, file.name)
  return call<T>('POST', path, form, { patience: LONG })
}

/** Take what was looked at; the server may be busy with it for a while. */
export const takeFile = <T>(path: string): Promise<Got<T>> => call<T>('POST', path, undefined, { patience: LONG })

/** Save a file under this name. Answers why not. */
export async function download(path: string, name: string): Promise<Refusal | null> {
  const got = await call<Blob>('GET', path, undefined, { file: true })
  if (!got.ok) return got.why
  const address = URL.createObjectURL(got.data)
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return null
}
