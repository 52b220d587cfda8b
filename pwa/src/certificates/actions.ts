/** What a person does in a ledger. Each is one transaction, saved when it returns. */
import type { Certificate } from '../lib/wire'
import { addPhotos, type Picture } from '../photos/album'
import { act, create, newId, set } from '../sync/outbox'

export type Said = Pick<Certificate, 'holder' | 'kind' | 'number' | 'issuer' | 'issued_on' | 'valid_until' | 'review_due' | 'note'>

/** Write a certificate into the ledger, with photos of the card. Answers its id. @throws NoRoom */
export async function register(enterprise: string, said: Said, pictures: readonly Picture[]): Promise<string> {
  const id = newId()
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== undefined && value !== ''))
  await addPhotos({ type: 'certificate', id }, 'evidence', pictures, async () => { await create('certificate', id, { enterprise_id: enterprise, ...given }) })
  return id
}

/** Correct it: only what differs from what the person saw travels. @throws NoRoom */
export async function correct(before: Certificate, said: Said, pictures: readonly Picture[]): Promise<void> {
  const changed = (Object.keys(said) as (keyof Said)[]).filter(name => (before[name] || null) !== (said[name] || null))
  const fields = Object.fromEntries(changed.map(name => [name, { was: before[name] ?? null, now: said[name] || null }]))
  await addPhotos({ type: 'certificate', id: before.id }, 'evidence', pictures, async () => {
    if (changed.length > 0) await set('certificate', before.id, before.version, fields)
  })
}

/** It counts no more. @throws NoRoom */
export const withdraw = (one: Certificate, reason: string): Promise<void> =>
  addPhotos({ type: 'certificate', id: one.id }, 'evidence', [], async () => { await act('certificate', one.id, one.version, 'withdraw', { reason }) })
