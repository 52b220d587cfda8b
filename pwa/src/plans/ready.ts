/** Whether this phone has what a walkthrough needs before its person goes where there is no signal; what is missing is fetched. */
import { type Ref, ref, watch } from 'vue'

import { db } from '../database'
import type { Plan } from '../lib/wire'
import { missingExamples, roomForExamples } from '../photos/examples'
import { readPhotosOf } from '../photos/pictures'
import { useSyncStatus } from '../sync/status'
import { proposed } from '../walkthroughs/walkthrough'
import type { PlanRow } from './plans'

/** `ready`: all of it is here. `pictures`: so many are missing, of open hazards and of the checklist's examples. `records`: the place or the checklist is. */
export type Ready = { readonly is: 'ready' } | { readonly is: 'pictures', readonly n: number } | { readonly is: 'records' }

const CACHE = 'photos-thumb'
/** Pictures of one place that are fetched ahead, and places of one round. */
const MOST_PICTURES = 60
const MOST_PLANS = 20
const address = (id: string): string => `/api/v1/photos/${id}?size=thumb`

/** Addresses of the thumbnails of what is open there, or is looked at again, that this phone does not hold. */
async function missing({ enterprise_id: enterprise, hazards: again }: Plan): Promise<string[]> {
  const open = (await db().hazard.where('enterprise_id').equals(enterprise).toArray()).filter(one => again?.includes(one.id) || !['closed', 'rejected', 'merged'].includes(one.state))
  const photos = [...(await readPhotosOf('hazard', open.map(one => one.id))).values()].flat().filter(one => one.stored).slice(0, MOST_PICTURES)
  const kept = await db().renditions.bulkGet(photos.map((one): [string, string] => [one.id, 'thumb']))
  const cache = 'caches' in globalThis ? await caches.open(CACHE) : null
  const wanted = await Promise.all(photos.map(async (one, i) => !kept[i] && !await cache?.match(address(one.id)) ? [address(one.id)] : []))
  return wanted.flat()
}

async function look(row: PlanRow): Promise<{ ready: Ready, urls: string[] }> {
  const named = row.plan.checklist_id
  const lists = named ? [await db().checklist.get(named)].filter(one => one !== undefined) : await db().checklist.toArray()
  if (!row.enterprise || !lists.length) return { ready: { is: 'records' }, urls: [] }
  // The last walkthrough with its answers, certificates and open hazards come by themselves with every pull.
  const list = named ? lists[0] : proposed(lists, row.enterprise)[0]?.list
  const examples = list && await roomForExamples() ? await missingExamples(list.sections) : []
  const urls = [...await missing(row.plan), ...examples]
  return { ready: standing(urls), urls }
}

/** Two sizes of one picture are one. */
function standing(urls: readonly string[]): Ready {
  const n = new Set(urls.map(url => url.split('?')[0])).size
  return n ? { is: 'pictures', n } : { is: 'ready' }
}

/** How each of these plans stands, the first ones first; looks again when the round or the signal changes. */
export function useReady(rows: Readonly<Ref<readonly PlanRow[]>>): Readonly<Ref<ReadonlyMap<string, Ready>>> {
  const found = ref(new Map<string, Ready>())
  const status = useSyncStatus()
  let turn = 0
  const tell = (id: string, ready: Ready): void => { found.value = new Map(found.value).set(id, ready) }
  watch([rows, () => status.value.online], async ([wanted]) => {
    const mine = ++turn
    for (const row of wanted.slice(0, MOST_PLANS)) {
      const { ready, urls } = await look(row)
      if (mine !== turn) return
      tell(row.id, ready)
      if (!status.value.online) continue
      let left = urls
      for (const url of urls) {
        // The service worker keeps what comes through it.
        const got = await fetch(url).then(reply => reply.ok, () => false)
        if (mine !== turn) return
        if (!got) continue
        left = left.filter(one => one !== url)
        tell(row.id, standing(left))
      }
    }
  }, { immediate: true })
  return found
}
