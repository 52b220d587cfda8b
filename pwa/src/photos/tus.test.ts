/** A photo arrives whole, once, over connections that break, and the phone is told the truth when it does not. */
import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PIECE, TusClient, UploadStopped, type Sending } from './tus'
import { TusServer } from './tus-server.fixture'

let server: TusServer
let base: string
let url: string | null
let told: number[]

beforeEach(async () => {
  server = new TusServer()
  base = await server.listen()
  url = null
  told = []
})
afterEach(() => server.close())

const photo = (size = PIECE * 3 + 1234): Sending => {
  const bytes = Uint8Array.from(randomBytes(size)).buffer
  const hash = createHash('sha256').update(new Uint8Array(bytes)).digest('hex')
  return { bytes, type: 'image/jpeg', filename: 'a.jpg', sha256: hash, url: null }
}

const client = (): TusClient => new TusClient({ fetch, base, headers: () => ({ 'X-Xunan': '1' }) })
const send = (sending: Sending): Promise<void> => client().send({ ...sending, url }, {
  begun: u => { url = u; return Promise.resolve() },
  confirmed: n => { told.push(n); return Promise.resolve() },
})

/** Try until it is there, as the queue does, without its pauses. */
async function untilStored(sending: Sending): Promise<number> {
  for (let tries = 1; tries < 20; tries++) {
    try { await send(sending); return tries } catch (error) {
      if (!(error instanceof UploadStopped) || !['network', 'gone'].includes(error.reason)) throw error
    }
  }
  throw new Error('never stored')
}

describe('an upload', () => {
  it('goes in small pieces and ends when the server has checked it', async () => {
    const sending = photo()
    await send(sending)
    expect(server.stored.has(sending.sha256)).toBe(true)
    expect(server.patches).toBe(4)
    expect(told).toEqual([0, PIECE, PIECE * 2, PIECE * 3, PIECE * 3 + 1234])
  })

  it('goes on behind the last confirmed byte after every kind of break', async () => {
    const sending = photo()
    server.mishaps = [null, 'cut', 'lost-answer', 'busy', 'cut', null, 'lost-answer']
    expect(await untilStored(sending)).toBeGreaterThan(4)
    expect(server.stored.has(sending.sha256)).toBe(true)
    expect(server.again).toBe(0)
    expect(server.posts).toBe(1)
  })

  it('asks again for a verdict whose answer was lost, without sending a byte', async () => {
    const sending = photo(1000)
    server.mishaps = ['lost-answer']
    await expect(send(sending)).rejects.toMatchObject({ reason: 'network' })
    expect(server.stored.has(sending.sha256)).toBe(false)
    await send(sending)
    expect(server.stored.has(sending.sha256)).toBe(true)
  })

  it('begins anew when the server has forgotten it', async () => {
    const sending = photo()
    server.mishaps = [null, 'forget']
    expect(await untilStored(sending)).toBe(2)
    expect(server.posts).toBe(2)
    expect(server.stored.has(sending.sha256)).toBe(true)
  })

  it('says how long a busy server wants to be left alone', async () => {
    server.mishaps = ['busy']
    await expect(send(photo())).rejects.toMatchObject({ reason: 'network', retryAfter: 7 })
  })

  it('is refused with the server’s own words when the picture is broken', async () => {
    const sending = photo()
    await expect(send({ ...sending, sha256: 'f'.repeat(64) })).rejects.toMatchObject({
      reason: 'refused', problem: { code: 'hash_mismatch', detail: '照片坏了，请重拍' },
    })
  })

  it('waits for its owner to sign in, and has lost nothing', async () => {
    const sending = photo()
    server.mishaps = [null, 'cut']
    await expect(send(sending)).rejects.toMatchObject({ reason: 'network' })
    server.signedOut = true
    await expect(send(sending)).rejects.toMatchObject({ reason: 'signed_out' })
    server.signedOut = false
    await send(sending)
    expect(server.again).toBe(0)
  })

  it('says network when there is none', async () => {
    await server.close()
    await expect(send(photo())).rejects.toMatchObject({ reason: 'network' })
    server = new TusServer()
    await server.listen()
  })
})
