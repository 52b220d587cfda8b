/**
 * One tap from a plan to its first item: with the plan's own checklist, or the one that fits the enterprise best.
 * Where others work on the same premises, whom to check along with it is chosen first.
 */
import { ref } from 'vue'
import { useRouter } from 'vue-router'

import type { Enterprise, Plan } from '../lib/wire'
import { useMe } from '../people/session'
import type { Point } from '../places/nearest'
import { readEnterprise } from '../places/places'
import { begin } from '../walkthroughs/actions'
import { useSaying } from '../walkthroughs/saying'
import { proposed } from '../walkthroughs/walkthrough'
import { useChecklists } from '../walkthroughs/walking'

/** `where`: the position the phone knows when he taps, if any. */
export function useStart(where: () => Point | null) {
  const router = useRouter()
  const me = useMe()
  const lists = useChecklists()
  const { trouble, keep } = useSaying()
  const beginning = ref(false)

  async function start(plan: Plan, enterprise: Enterprise | undefined): Promise<void> {
    const who = me.value
    const firm = plan.enterprise_id
    if (beginning.value || !who || !firm) return
    const list = plan.checklist_id ?? (enterprise && proposed(lists.value, enterprise)[0]?.list.id)
    const shared = !plan.checklist_id && plan.way !== 'self_check' && (await readEnterprise(firm))?.tenants.length
    if (!list || shared) {
      await router.push(`/enterprises/${firm}/check`)
      return
    }
    beginning.value = true
    await keep(async () => {
      const here = where()
      const made = await begin(firm, list, who, here ? { ...here, accuracy_m: null } : null, plan.id)
      await router.push({ name: 'walk', params: { id: made } })
    })
    beginning.value = false
  }
  return { start, beginning, trouble }
}
