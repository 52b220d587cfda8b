/** Whether this phone has what a walkthrough needs before its person goes where there is no signal; what lacks is fetched. */
import { computed, type Ref, ref, watch } from 'vue'

import { round } from '../sync/round'
import { useSyncStatus } from '../sync/status'
import { type Need, readNeeds } from './needs'
import type { PlanRow } from './plans'

/** What each plan lacks; an empty list: all of it is here. */
export type Ready = readonly Need[]
/** How far the fetching is that somebody asked for; `failed`: the server did not answer. */
export type Fetching = { readonly done: number, readonly all: number } | 'failed' | null

/** Places of one round that are looked at. */
const MOST_PLANS = 20

/** How each of these plans stands, the first ones first; looks again when the round, the signal or what was fetched changes. `last`: how they stood when it was last looked. */
export function useReady(rows: Readonly<Ref<readonly PlanRow[]>>, last: readonly (readonly [string, Ready])[] = []) {
  const found = ref(new Map<string, Ready>(last))
  const fetching = ref<Fetching>(null)
  const status = useSyncStatus()
  const lacks = computed(() => rows.value.some(row => (found.value.get(row.id)?.length ?? 0) > 0))
  let turn = 0
  const tell = (id: string, ready: Ready): void => { found.value = new Map(found.value).set(id, ready) }

  async function look(row: PlanRow): Promise<string[]> {
    const { needs, addresses } = await readNeeds(row.plan)
    tell(row.id, needs)
    return addresses
  }
  // The service worker keeps what comes through it.
  const take = (address: string): Promise<boolean> => fetch(address).then(reply => reply.ok, () => false)

  watch([rows, () => status.value.online, () => status.value.last_at], async ([wanted, online], before) => {
    if (wanted === before[0] && online === before[1] && !lacks.value) return
    const mine = ++turn
    for (const row of wanted.slice(0, MOST_PLANS)) {
      const addresses = await look(row)
      if (mine !== turn) return
      if (!online || addresses.length === 0) continue
      for (const address of addresses) {
        await take(address)
        if (mine !== turn) return
      }
      await look(row)
    }
  }, { immediate: true })

  /** Fetch all of it now: first the records, then each picture they name. */
  async function fetchAll(): Promise<void> {
    if (fetching.value !== null && fetching.value !== 'failed') return
    turn += 1
    fetching.value = { done: 0, all: 0 }
    const reached = await round().then(one => one.ending.kind === 'done', () => false)
    const mine = ++turn
    const some = rows.value.slice(0, MOST_PLANS)
    const addresses = [...new Set((await Promise.all(some.map(look))).flat())]
    let done = 0
    let missed = 0
    for (const address of reached ? addresses : []) {
      fetching.value = { done, all: addresses.length }
      if (!await take(address)) missed += 1
      done += 1
    }
    if (mine === turn) await Promise.all(some.map(look))
    fetching.value = reached && missed === 0 ? null : 'failed'
  }
  return { ready: found as Readonly<Ref<ReadonlyMap<string, Ready>>>, lacks, fetching, fetchAll }
}
