/** What a signature binds: the SHA-256 of the RFC 8785 JSON of what was found (docs/protocol.md §11). Pure. */
import { sha256 } from '../lib/sha256'
import type { Answer } from '../lib/wire'

type Found = Pick<Answer, 'item' | 'result' | 'number' | 'choice' | 'text' | 'note'>

/** Strings and nulls only, and names in order: so written, `JSON.stringify` is RFC 8785. */
export function boundWords(walkthrough: string, checklist: string, answers: readonly Found[], hazards: readonly string[]): string {
  const order = [...answers].sort((a, b) => a.item < b.item ? -1 : a.item > b.item ? 1 : 0)
  return JSON.stringify({
    answers: order.map(one => ({
      choice: one.choice ?? null, item: one.item, note: one.note ?? null, number: one.number == null ? null : decimal(one.number),
      result: one.result ?? null, text: one.text ?? null,
    })),
    checklist_id: checklist, hazards: [...hazards].sort(), walkthrough,
  })
}

/** 12.50 → "12.5", without an exponent; numbers have at most six places after the point. */
export const decimal = (value: number): string => {
  const told = value.toFixed(6)
  return told.replace(/\.?0+$/, '').replace(/^-0$/, '0')
}

export const digestOf = (...what: Parameters<typeof boundWords>): Promise<string> => {
  const bytes = new TextEncoder().encode(boundWords(...what))
  return sha256(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
