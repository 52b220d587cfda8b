/** One way to speak with the server. An answer is a value: a refusal or a missing signal is nothing exceptional here. */
import { learnServerTime } from './clock'
import { readProblem } from './problem'
import type { Problem } from './wire'

export type Reply<T> =
  | { readonly kind: 'ok', readonly status: number, readonly data: T }
  | { readonly kind: 'refused', readonly status: number, readonly problem: Problem, readonly retryAfter: number | null }
  | { readonly kind: 'offline' }

export interface Asking {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Milliseconds to wait for the whole answer. */
  readonly patience?: number
  /** What is asked for is a file, told as a Blob. */
  readonly file?: boolean
}

let language = 'zh-CN'

/** The language in which the server should explain itself. */
export function speak(locale: string): void {
  language = locale === 'en' ? 'en' : 'zh-CN'
}

/** Seconds from a Retry-After header, which may be a number or a date. */
export function retryAfter(value: string | null, here: number = Date.now()): number | null {
  if (value === null) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, (date - here) / 1000)
}

export async function ask<T>(method: string, path: string, asking: Asking = {}): Promise<Reply<T>> {
  const patience = AbortSignal.timeout(asking.patience ?? 60_000)
  const headers: Record<string, string> = { 'Accept': 'application/json', 'Accept-Language': language, ...asking.headers }
  if (method !== 'GET') headers['X-Xunan'] = '1'
  const request: RequestInit = {
    method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    signal: asking.signal ? AbortSignal.any([asking.signal, patience]) : patience,
  }
  // A form names its own type, with the mark that parts its fields.
  if (asking.body instanceof FormData) request.body = asking.body
  else if (asking.body !== undefined) {
    headers['Content-Type'] = 'application/json'
    request.body = JSON.stringify(asking.body)
  }
  let status: number
  let retry: number | null
  let body: unknown = null
  try {
    const answer = await fetch(path, request)
    status = answer.status
    retry = retryAfter(answer.headers.get('Retry-After'))
    if (asking.file === true && answer.ok && !/\bhtml\b/.test(answer.headers.get('Content-Type') ?? '')) return { kind: 'ok', status, data: await answer.blob() as T }
    const text = await answer.text()
    if (answer.ok && text !== '' && !/\bjson\b/.test(answer.headers.get('Content-Type') ?? '')) {
      // A sign-in page of somebody's Wi-Fi, not our server.
      return { kind: 'offline' }
    }
    body = text === '' ? null : parse(text)
  } catch {
    return { kind: 'offline' }
  }
  if (status >= 200 && status < 300) {
    if (typeof body === 'object' && body !== null && 'server_time' in body && typeof body.server_time === 'string') learnServerTime(body.server_time)
    return { kind: 'ok', status, data: body as T }
  }
  return { kind: 'refused', status, problem: readProblem(body, status), retryAfter: retry }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
