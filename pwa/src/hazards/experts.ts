/** Experts whom an office may ask: fetched with a signal, and kept for the next time without one. */
import { type Ref, shallowRef } from 'vue'

import { keepAtOnce, readAtOnce } from '../lib/atOnce'
import { ask } from '../lib/http'
import type { Server } from '../lib/wire'
import { useMe } from '../people/session'

export type Expert = Server['Expert']
interface Kept { readonly user: string, readonly items: readonly Expert[] }
export interface Experts { readonly items: readonly Expert[], readonly state: 'asking' | 'here' | 'offline' }

const NAME = 'experts'

/** The list as it was last, and then as the server tells it. */
export function useExperts(): Readonly<Ref<Experts>> {
  const me = useMe().value?.user.id ?? ''
  const kept = readAtOnce<Kept>(NAME)
  const items = kept?.user === me ? kept.items : []
  const found = shallowRef<Experts>({ items, state: 'asking' })
  void ask<Server['ExpertList']>('GET', '/api/v1/hazards/experts').then((reply) => {
    if (reply.kind !== 'ok') { found.value = { items, state: 'offline' }; return }
    found.value = { items: reply.data.items, state: 'here' }
    keepAtOnce(NAME, { user: me, items: reply.data.items } satisfies Kept)
  })
  return found
}
