/** Reads the server's refusals (RFC 9457), whatever else a proxy in between may have said. */
import type { Problem } from './wire'

export function readProblem(body: unknown, status: number): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    const detail = 'detail' in body && typeof body.detail === 'string' ? body.detail : ''
    return { ...body, code: body.code, detail, status }
  }
  return { code: `http_${status}`, detail: '', status }
}
