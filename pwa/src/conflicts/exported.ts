/**
 * The part of an exported file that is for a program: what it holds, and whether it is whole.
 *
 * A person sees the same things above it. The file is read as text and never shown, whatever somebody put into it.
 */
import type { Capture, OutboxOp } from '../database'
import { sha256 } from '../lib/sha256'
import type { PersonRef } from '../lib/wire'

/** What the file says of itself, as JSON. */
export interface Contents {
  readonly made_at: string
  readonly user: PersonRef
  readonly device: { readonly id: string, readonly name: string } | null
  readonly schema: number
  /** Records that were set aside. */
  readonly aside: readonly string[]
  readonly ops: readonly OutboxOp[]
  readonly photos: readonly Capture[]
  /** The bytes that stand in the file as pictures, by the photo's id. */
  readonly files: readonly { readonly id: string, readonly type: string, readonly sha256: string }[]
}

export interface Exported extends Omit<Contents, 'files' | 'device' | 'made_at'> {
  readonly bytes: ReadonlyMap<string, { readonly type: string, readonly bytes: ArrayBuffer }>
}

export const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const unescape = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')

const digest = (text: string): Promise<string> => sha256(new TextEncoder().encode(text).buffer)

export function base64(bytes: ArrayBuffer): string {
  const view = new Uint8Array(bytes)
  let text = ''
  for (let i = 0; i < view.length; i += 0x8000) text += String.fromCharCode(...view.subarray(i, i + 0x8000))
  return btoa(text)
}
const unbase64 = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer

/** How a picture begins in the file, up to its bytes. */
const picture = (id: string, type: string): string => `<img data-photo="${escape(id)}" alt="" src="data:${escape(type)};base64,`

export const pictureTag = (id: string, type: string, bytes: ArrayBuffer): string => `${picture(id, type)}${base64(bytes)}">`

const MARK = '<pre id="data" data-xunan="1" data-sha256="'

/** The contents as they stand in the file, with their digest. It outlives an editor's own line ends. */
export async function contentsTag(contents: Contents): Promise<string> {
  return `${MARK}${await digest(JSON.stringify(contents))}">${escape(JSON.stringify(contents, null, 1))}</pre>`
}

const OPS = new Set(['create', 'set', 'act', 'delete'])
const isOp = (op: OutboxOp): boolean => [op.id, op.type, op.record, op.at].every((part) => typeof part === 'string' && part !== '') && OPS.has(op.op) && typeof op.n === 'number' && typeof op.seen === 'number'

/** What is in the file; `foreign`: it is none of ours; `damaged`: it was, and is not whole. */
export async function readExport(file: Blob): Promise<Exported | 'foreign' | 'damaged'> {
  const text = await file.text()
  const at = text.lastIndexOf(MARK)
  // Cut off before its end, it still begins as ours does.
  if (at < 0) return text.includes('<img data-photo="') || text.includes('<meta name="generator" content="xunan">') ? 'damaged' : 'foreign'
  try {
    const sum = text.slice(at + MARK.length, at + MARK.length + 64)
    const end = text.indexOf('</pre>', at)
    if (end < 0) return 'damaged'
    const contents = JSON.parse(unescape(text.slice(at + MARK.length + 66, end))) as Contents
    if (await digest(JSON.stringify(contents)) !== sum || !contents.ops.every(isOp)) return 'damaged'
    const bytes = new Map<string, { type: string, bytes: ArrayBuffer }>()
    for (const { id, type, sha256: name } of contents.files) {
      const head = picture(id, type)
      const from = text.indexOf(head)
      const to = from < 0 ? -1 : text.indexOf('"', from + head.length)
      if (to < 0) return 'damaged'
      const original = unbase64(text.slice(from + head.length, to))
      if (await sha256(original) !== name) return 'damaged'
      bytes.set(id, { type, bytes: original })
    }
    return { user: contents.user, schema: contents.schema, aside: contents.aside, ops: contents.ops, photos: contents.photos, bytes }
  } catch {
    return 'damaged'
  }
}
