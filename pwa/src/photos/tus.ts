/**
 * One photo's bytes on their way to the server, over tus 1.0.0 (core and creation).
 *
 * Small pieces, each answered before the next leaves, so that a connection that breaks costs one piece
 * at most and a byte the server has confirmed is never sent again. The server checks hash and picture in
 * its answer to the last piece: only that `204` means stored. It refuses with a problem document.
 * This module knows HTTP and nothing of the phone's database; the queue in `upload.ts` does.
 */

import { readProblem } from '../lib/problem'
import { retryAfter } from '../lib/http'
import type { Problem } from '../lib/wire'

export const PIECE = 384 * 1024
const VERSION = '1.0.0'


/** Why a photo did not get there. `wait` says whether trying again by itself makes sense. */
export class UploadStopped extends Error {
  constructor(
    readonly reason: 'network' | 'refused' | 'signed_out' | 'gone',
    readonly problem: Problem | null = null,
    /** Seconds the server asked to be left alone. */
    readonly retryAfter: number | null = null,
  ) {
    super(problem?.code ?? reason)
    this.name = 'UploadStopped'
  }
}

export interface Sending {
  bytes: ArrayBuffer
  type: string
  filename: string
  sha256: string
  /** Where an earlier try began it, or null. */
  url: string | null
}

export interface Told {
  /** The upload has an address: keep it before the first byte leaves. */
  begun(url: string): Promise<void>
  /** The server has confirmed this many bytes. */
  confirmed(bytes: number): Promise<void>
}

export interface Wire {
  fetch: typeof fetch
  base: string
  headers(): Record<string, string>
  signal?: AbortSignal
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

function metadata(sending: Sending): string {
  return [['sha256', sending.sha256], ['filename', sending.filename], ['filetype', sending.type]]
    .map(([key, value]) => `${key} ${base64(value ?? '')}`).join(',')
}

/** The server's own words; null when the answer has none (to a HEAD it never has). */
async function problemOf(response: Response): Promise<Problem | null> {
  try {
    return readProblem(await response.json(), response.status)
  } catch {
    return null
  }
}

/** What an answer outside the expected ones means for this photo. */
async function stopped(response: Response): Promise<UploadStopped> {
  const problem = await problemOf(response)
  const { status } = response
  if (status === 401) return new UploadStopped('signed_out', problem)
  if (status === 404 || status === 410) return new UploadStopped('gone', problem)
  // The server keeps what arrived of a body that broke off; some proxies hand its answer on.
  if (problem?.code === 'upload_interrupted') return new UploadStopped('network', problem)
  if (status === 429 || status >= 500 || status === 409 || status === 423 || status === 408) {
    return new UploadStopped('network', problem, retryAfter(response.headers.get('Retry-After')))
  }
  return new UploadStopped('refused', problem)
}

export class TusClient {
  constructor(private readonly wire: Wire) {}

  private async ask(method: string, url: string, headers: Record<string, string>, body?: Uint8Array<ArrayBuffer>): Promise<Response> {
    const init: RequestInit = {
      method, headers: { 'Tus-Resumable': VERSION, ...this.wire.headers(), ...headers }, credentials: 'same-origin', cache: 'no-store',
    }
    if (body) init.body = body
    if (this.wire.signal) init.signal = this.wire.signal
    try {
      return await this.wire.fetch(url, init)
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      throw new UploadStopped('network')
    }
  }

  /** Ask for an address. The same person, hash and length are given the same one, so asking twice costs nothing. */
  private async begin(sending: Sending, told: Told): Promise<{ url: string; at: number }> {
    const response = await this.ask('POST', this.wire.base, {
      'Upload-Length': String(sending.bytes.byteLength), 'Upload-Metadata': metadata(sending),
    })
    const location = response.headers.get('Location')
    if (!response.ok) throw await stopped(response)
    if (!location) throw new UploadStopped('network')
    const url = new URL(location, new URL(this.wire.base, globalThis.location?.href)).href
    await told.begun(url)
    return { url, at: response.headers.has('Upload-Offset') ? this.readOffset(response) : await this.offset(url) }
  }

  /** How much the server holds, by its own word. */
  private async offset(url: string): Promise<number> {
    const response = await this.ask('HEAD', url, {})
    if (!response.ok) throw await stopped(response)
    return this.readOffset(response)
  }

  private readOffset(response: Response): number {
    const offset = Number(response.headers.get('Upload-Offset') ?? NaN)
    if (!Number.isSafeInteger(offset) || offset < 0) throw new UploadStopped('network')
    return offset
  }

  /** One piece; the last one's answer carries the server's verdict on the whole. */
  private async piece(url: string, bytes: ArrayBuffer, from: number): Promise<number> {
    const part = new Uint8Array(bytes, from, Math.min(PIECE, bytes.byteLength - from))
    const response = await this.ask('PATCH', url, {
      'Upload-Offset': String(from), 'Content-Type': 'application/offset+octet-stream',
    }, part)
    if (response.status === 409) return this.offset(url)
    if (!response.ok) throw await stopped(response)
    return this.readOffset(response)
  }

  /**
   * Send what is missing. Returns once the server has said `stored`.
   * @throws UploadStopped `network` (try again later, nothing lost), `refused` (a person must look),
   *   `signed_out` (sign in, then go on).
   */
  async send(sending: Sending, told: Told): Promise<void> {
    const whole = sending.bytes.byteLength
    let url = sending.url
    let at = 0
    if (url) {
      try {
        at = await this.offset(url)
      } catch (error) {
        if (!(error instanceof UploadStopped && error.reason === 'gone')) throw error
        url = null
      }
    }
    if (!url) {
      const begun = await this.begin(sending, told)
      url = begun.url
      at = begun.at
    }
    await told.confirmed(at)
    let standing = 0
    // The server answers the last piece after its checks. When that answer was lost, an empty piece asks for it again.
    do {
      const next = await this.piece(url, sending.bytes, at)
      standing = next > at ? 0 : standing + 1
      if (standing > 2 && next < whole) throw new UploadStopped('network')
      at = next
      await told.confirmed(at)
    } while (at < whole)
  }
}
