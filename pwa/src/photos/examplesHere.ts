/**
 * Example pictures that a person has brought and the server has not got yet.
 *
 * A checklist names such a one by what lies here, and by the server's hash from the moment that is known. What is
 * known stays for a while beside the bytes' place, so that another tab, or a page that was loaded anew in between,
 * takes the hash and sends nothing twice.
 */
import { shallowReactive } from 'vue'

import { db } from '../database'
import { stamp } from '../lib/clock'
import { withRoom } from '../storage/full'
import { fromFile } from './album'
import { shrinkAside } from './shrinker'

/** What lies under one name: the picture, or only how the server calls it. */
type Kept = { readonly file: string, readonly type: string, readonly bytes: ArrayBuffer } | { readonly sha256: string }

const MARK = 'here-'
const keyOf = (name: string): string => `example/${name}`
/** Longer than anybody keeps a tab open, or steps back to what he wrote before. */
const WHILE = 7 * 24 * 3600_000

const shown = shallowReactive(new Map<string, string>())

export const isHere = (name: string): boolean => name.startsWith(MARK)

/** Its address on this page; empty as long as, or because, it does not lie here. */
export const hereAt = (name: string): string => shown.get(name) ?? ''

function show(name: string, type: string, bytes: ArrayBuffer): void {
  if (!shown.has(name)) shown.set(name, URL.createObjectURL(new Blob([bytes], { type })))
}

/**
 * Keep a picture, small enough to lie here for days and without time and place. Answers its name.
 * @throws NoPicture, NoRoom
 */
export async function keepExample(file: File): Promise<string> {
  const { bytes, type } = await fromFile(file)
  const small = await shrinkAside({ bytes: bytes ?? new ArrayBuffer(0), type, stamp: null, mode: 'over' })
  const name = MARK + small.sha256
  const value: Kept = { file: file.name, type: small.type, bytes: small.bytes }
  await withRoom(() => db().drafts.put({ key: keyOf(name), at: stamp(), value }))
  show(name, small.type, small.bytes)
  return name
}

/** Look these up, so that they can be shown. */
export async function showExamples(names: readonly string[]): Promise<void> {
  for (const kept of await db().drafts.bulkGet(names.map(keyOf))) {
    const value = kept?.value as Kept | undefined
    if (kept && value && 'bytes' in value) show(kept.key.slice(keyOf('').length), value.type, value.bytes)
  }
}

/** The picture as a file to send, or its hash where it went already; null: it does not lie here. */
export async function heldExample(name: string): Promise<File | string | null> {
  const value = (await db().drafts.get(keyOf(name)))?.value as Kept | undefined
  if (!value) return null
  return 'bytes' in value ? new File([value.bytes], value.file, { type: value.type }) : value.sha256
}

/** The server has it: its bytes need not lie here any more. */
export async function exampleSent(name: string, sha256: string): Promise<void> {
  await db().drafts.put({ key: keyOf(name), at: stamp(), value: { sha256 } satisfies Kept })
}

/** Let go of what no draft of a checklist on this machine names, and nobody has touched for a while. */
export async function forgetExamples(drafts: string): Promise<void> {
  const base = db()
  await base.transaction('rw', base.drafts, async () => {
    const old = (await base.drafts.where('key').startsWith(keyOf(MARK)).toArray()).filter((one) => Date.parse(one.at) < Date.now() - WHILE)
    if (old.length === 0) return
    const named = JSON.stringify(await base.drafts.where('key').startsWith(drafts).toArray())
    await base.drafts.bulkDelete(old.map((one) => one.key).filter((key) => !named.includes(key.slice(keyOf('').length))))
  })
}
