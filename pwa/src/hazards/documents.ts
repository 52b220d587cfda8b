/** Numbers of enforcement documents (执法文书文号): written down here, made elsewhere. */
import { db } from '../database'
import type { DocumentNumber } from '../lib/wire'
import { withRoom } from '../storage/full'
import { act, poke } from '../sync/outbox'

export interface Numbered { readonly id: string, readonly version: number, readonly documents?: readonly DocumentNumber[] | null | undefined, readonly actions?: readonly string[] | undefined }
export type Of = 'hazard' | 'walkthrough'
/** The kinds, in the order in which they are served. */
export const KINDS = ['inspection_record', 'on_site_measures', 'order_to_rectify', 'compulsory_measures', 'review_opinion', 'penalty_decision', 'listing_notice', 'talk_notice', 'transfer_letter', 'other'] as const
export type Kind = typeof KINDS[number]

async function save(of: Of, record: Numbered, action: string, args: Record<string, unknown>): Promise<void> {
  await withRoom(() => db().transaction('rw', [db().outbox], async () => { await act(of, record.id, record.version, action, args) }))
  poke()
}

/** @throws NoRoom */
export const addDocument = (of: Of, record: Numbered, said: { kind: Kind, number: string, issued_on: string | null }): Promise<void> =>
  save(of, record, 'add_document', { kind: said.kind, number: said.number, ...(said.issued_on ? { issued_on: said.issued_on } : {}) })

/** It was a mistake; history keeps it. @throws NoRoom */
export const removeDocument = (of: Of, record: Numbered, one: DocumentNumber, reason: string): Promise<void> =>
  save(of, record, 'remove_document', { kind: one.kind, number: one.number, reason })
