/**
 * A small tus server for tests, on a real socket, that fails the way mobile networks and crashed servers do:
 * it takes half a piece and hangs up, takes a piece and loses the answer, answers 503, or forgets an upload.
 * It counts every byte it was sent, so that a test can say that none came twice.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Mishap = 'cut' | 'lost-answer' | 'busy' | 'forget'
interface Upload { length: number; sha256: string; bytes: Buffer }

export class TusServer {
  private readonly server: Server
  readonly uploads = new Map<string, Upload>()
  /** What goes wrong at the next pieces, one each; then all is well. */
  mishaps: (Mishap | null)[] = []
  /** Bytes written into uploads, and bytes confirmed to the phone and sent again by it. */
  confirmed = 0
  again = 0
  posts = 0
  patches = 0
  signedOut = false
  stored = new Set<string>()

  constructor() {
    this.server = createServer((request, response) => void this.handle(request, response))
  }

  async listen(): Promise<string> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/v1/uploads`
  }

  close(): Promise<void> {
    this.server.closeAllConnections()
    return new Promise(resolve => this.server.close(() => resolve()))
  }

  private problem(response: ServerResponse, status: number, code: string, detail: string): void {
    response.writeHead(status, { 'Content-Type': 'application/problem+json' })
    response.end(JSON.stringify({ type: 'about:blank', title: code, status, code, detail }))
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.signedOut) return this.problem(response, 401, 'session_ended', '请重新登录')
    if (request.headers['tus-resumable'] !== '1.0.0') return this.problem(response, 412, 'tus_version', '')
    if (request.method !== 'HEAD' && request.headers['x-xunan'] !== '1') return this.problem(response, 403, 'forbidden', '')
    if (request.method === 'POST') return this.create(request, response)
    const id = request.url?.split('/').pop() ?? ''
    const upload = this.uploads.get(id)
    if (!upload) return this.problem(response, 404, 'not_found', '')
    if (request.method === 'HEAD') {
      response.writeHead(200, { 'Upload-Offset': upload.bytes.length, 'Upload-Length': upload.length })
      response.end()
      return
    }
    return this.patch(id, upload, request, response)
  }

  private create(request: IncomingMessage, response: ServerResponse): void {
    this.posts++
    const length = Number(request.headers['upload-length'])
    const pairs = String(request.headers['upload-metadata']).split(',').map(p => p.split(' '))
    const sha256 = Buffer.from(pairs.find(p => p[0] === 'sha256')?.[1] ?? '', 'base64').toString()
    const id = `${sha256.slice(0, 12)}-${length}`
    if (!this.uploads.has(id)) this.uploads.set(id, { length, sha256, bytes: Buffer.alloc(0) })
    response.writeHead(201, { Location: `/api/v1/uploads/${id}` })
    response.end()
  }

  private async patch(id: string, upload: Upload, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.patches++
    const from = Number(request.headers['upload-offset'])
    const mishap = this.mishaps.shift() ?? null
    if (mishap === 'busy') { response.setHeader('Retry-After', '7'); return this.problem(response, 503, 'busy', '') }
    if (mishap === 'forget') { this.uploads.delete(id); return this.problem(response, 404, 'not_found', '') }
    if (from !== upload.bytes.length) return this.problem(response, 409, 'offset', '')
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    let body = Buffer.concat(parts)
    if (mishap === 'cut') body = body.subarray(0, Math.floor(body.length / 2))
    if (from < this.confirmedOf(id)) this.again += this.confirmedOf(id) - from
    upload.bytes = Buffer.concat([upload.bytes, body])
    if (mishap === 'cut' || mishap === 'lost-answer') { request.socket.destroy(); return }
    if (upload.bytes.length === upload.length) {
      if (createHash('sha256').update(upload.bytes).digest('hex') !== upload.sha256) {
        this.uploads.delete(id)
        return this.problem(response, 422, 'hash_mismatch', '照片坏了，请重拍')
      }
      this.stored.add(upload.sha256)
    }
    this.told.set(id, upload.bytes.length)
    this.confirmed = upload.bytes.length
    response.writeHead(204, { 'Upload-Offset': upload.bytes.length })
    response.end()
  }

  private readonly told = new Map<string, number>()
  private confirmedOf(id: string): number { return this.told.get(id) ?? 0 }
}
