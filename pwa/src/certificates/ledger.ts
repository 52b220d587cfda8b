/** Reading the ledger of an enterprise's special operators, as a person sees it. */
import { computed, type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { db } from '../database'
import { thisDay } from '../lib/day'
import type { Certificate, Me } from '../lib/wire'
import { type PhotoView, readPhotos } from '../photos/pictures'
import { useLive } from '../sync/live'
import { readRecord, viewRecords } from '../sync/records'
import type { Viewed } from '../sync/view'
import { byEnd, standing } from './standing'

export type Card = Viewed<Certificate>

const KEEPERS = new Set(['principal', 'manager', 'grid', 'township', 'district'])

/** Whether this person keeps the ledger of this enterprise: he answers for it, or looks after the place. */
export const keeps = (me: Me | null, enterprise: string): boolean =>
  me?.posts.some(post => KEEPERS.has(post.role) && (post.area ? true : post.enterprise?.id === enterprise)) === true

async function read(enterprise: string): Promise<Card[]> {
  const rows = await db().certificate.where('enterprise_id').equals(enterprise).toArray()
  return byEnd(await viewRecords('certificate', rows, one => one.enterprise_id === enterprise))
}

/** Every certificate of an enterprise, what ends first first; null until it is read. */
export function useLedger(enterprise: MaybeRefOrGetter<string>): Readonly<Ref<readonly Card[] | null>> {
  return useLive<readonly Card[] | null>(() => read(toValue(enterprise)), null, [() => toValue(enterprise)])
}

export interface Counts { readonly people: number, readonly expired: number, readonly due: number }

/** How many people hold a certificate there, how many certificates have expired, and how many are due. */
export function useCounts(ledger: Readonly<Ref<readonly Card[] | null>>): Readonly<Ref<Counts>> {
  return computed(() => {
    const some = (ledger.value ?? []).filter(one => one.state === 'registered')
    const stand = some.map(one => standing(one, thisDay.value))
    return { people: new Set(some.map(one => one.holder)).size, expired: stand.filter(each => each === 'expired').length, due: stand.filter(each => each === 'due').length }
  })
}

export interface Opened { readonly card: Card, readonly enterprise: string, readonly photos: readonly PhotoView[] }

/** One certificate with its photos; undefined until it is read, null where this phone has none. */
export function useCard(id: MaybeRefOrGetter<string>): Readonly<Ref<Opened | null | undefined>> {
  return useLive<Opened | null | undefined>(async () => {
    const card = await readRecord('certificate', toValue(id))
    if (!card) return null
    const [enterprise, photos] = await Promise.all([db().enterprise.get(card.enterprise_id), readPhotos('certificate', card.id)])
    return { card, enterprise: enterprise?.name ?? '', photos }
  }, undefined, [() => toValue(id)])
}
