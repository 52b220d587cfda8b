/**
 * The queue of photos whose bytes have yet to travel: one at a time, oldest first, each from where it stopped.
 *
 * A photo is `stored` when the server has said so for its hash. What the server refuses stays here with the
 * reason, for its owner to look at; it never holds up the photos behind it. What the network breaks is tried again.
 */
import { db, type Capture } from '../database'
import { serverNow, stamp } from '../lib/clock'
import { locale } from '../lib/i18n'
import { sha256 } from '../lib/sha256'
import { readAside } from '../sync/aside'
import { fileName } from './formats'
import { TusClient, UploadStopped, type Wire } from './tus'

export interface Uploaded { stored: number; trouble: boolean; retryAfter: number | null }

async function wireTo(base: string): Promise<Wire> {
  const device = await db().fact('device')
  // The device's name lets the server refuse when somebody else has signed in on this phone: his account must not get these photos.
  const headers: Record<string, string> = { 'X-Xunan': '1', 'Accept-Language': locale() === 'en' ? 'en' : 'zh-CN', ...(device ? { 'X-Xunan-Device': device.id } : {}) }
  return { fetch: (url, init) => fetch(url, init), base, headers: () => headers }
}

/** @param anew whether a second beginning is still to be had this round */
async function sendOne(capture: Capture, client: TusClient, anew: boolean): Promise<'stored' | 'gone'> {
  const base = db()
  const kept = await base.renditions.get([capture.id, 'original'])
  if (!kept || capture.sha256 === undefined) {
    throw new UploadStopped('refused', { code: 'bytes_missing', detail: '' })
  }
  try {
    await client.send(
      { bytes: kept.bytes, type: kept.type, filename: fileName(capture.id, kept.type), sha256: capture.sha256, url: capture.upload_url ?? null },
      {
        begun: async url => { await base.captures.update(capture.id, { upload_url: url, state: 'uploading' }) },
        confirmed: async bytes => { await base.captures.update(capture.id, { sent_bytes: bytes }) },
      },
    )
  } catch (error) {
    if (!(error instanceof UploadStopped)) throw error
    // The server let the upload lapse, or a byte was bent on the way while those here are sound: begin anew.
    const bent = error.problem?.code === 'hash_mismatch' && await sha256(kept.bytes) === capture.sha256
    if (error.reason !== 'gone' && !(bent && anew)) throw error
    await base.captures.where('id').equals(capture.id).modify(c => { delete c.upload_url; c.sent_bytes = 0 })
    return 'gone'
  }
  await base.captures.update(capture.id, { state: 'stored', stored_at: stamp(serverNow()), sent_bytes: kept.bytes.byteLength })
  return 'stored'
}

const nextOne = async (passed: ReadonlySet<string>): Promise<Capture | undefined> => {
  const aside = await readAside()
  const waiting = await db().captures.where('state').anyOf('uploading', 'shrunk').filter(c => !passed.has(c.id) && !aside.has(c.hazard)).toArray()
  // Names made on this phone sort by the moment they were made.
  return waiting.sort((a, b) => (a.id < b.id ? -1 : 1))[0]
}

/** Send what waits until nothing is left or the network fails. */
export async function uploadAll(base = '/api/v1/uploads'): Promise<Uploaded> {
  // A revoked device may still hand over what it holds; an ended session must be renewed first.
  if ((await db().fact('ended'))?.why === 'session_ended') return { stored: 0, trouble: false, retryAfter: null }
  const client = new TusClient(await wireTo(base))
  const lapsed = new Set<string>()
  const passed = new Set<string>()
  let stored = 0
  for (;;) {
    const next = await nextOne(passed)
    if (!next) return { stored, trouble: passed.size > 0, retryAfter: null }
    try {
      if (await sendOne(next, client, !lapsed.has(next.id)) === 'stored') stored++
      else if (lapsed.has(next.id)) passed.add(next.id)
      else lapsed.add(next.id)
    } catch (error) {
      if (!(error instanceof UploadStopped)) throw error
      if (error.reason === 'refused' && error.problem?.code !== 'device_mismatch') {
        const problem = error.problem ?? { code: 'upload_refused', detail: '' }
        await db().captures.where('id').equals(next.id).modify(c => {
          c.state = 'attention'
          c.problem = problem
          delete c.upload_url
          delete c.sent_bytes
        })
      } else {
        return { stored, trouble: error.reason === 'network', retryAfter: error.retryAfter }
      }
    }
  }
}
