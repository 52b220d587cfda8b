/** Where a fault stands while its checklist is being written: by the keys of what it was sent as. Pure. */
import type { Section } from './draft'

export interface Fault {
  readonly where: string
  readonly section?: number | null
  readonly item?: string | null
  readonly kind: string
  readonly words: { readonly zh: string, readonly en: string }
}
export interface Placed extends Fault {
  /** Keys, which stay when things are moved; null where it is about the whole. */
  readonly inSection: string | null
  readonly inItem: string | null
  /** What of it: `code`, `shown_if.answers[0]`. */
  readonly part: string
}

export function placed(faults: readonly Fault[], sections: readonly Section[]): Placed[] {
  return faults.map((fault) => {
    const found = /^sections\[(\d+)\](?:\.items\[(\d+)\])?\.?(.*)$/.exec(fault.where)
    const section = found?.[1] === undefined ? undefined : sections[Number(found[1])]
    const item = found?.[2] === undefined ? undefined : section?.items[Number(found[2])]
    return { ...fault, inSection: section?.key ?? null, inItem: item?.key ?? null, part: found ? found[3] ?? '' : fault.where }
  })
}
