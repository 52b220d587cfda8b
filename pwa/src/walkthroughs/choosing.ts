/** Which of the enterprises on one premises somebody is about to walk, and with which checklist each. */
import { computed, type Ref, shallowRef } from 'vue'

import type { Beginning } from './actions'
import { fitting, type Neighbour } from './visiting'

export function useChoosing(places: Readonly<Ref<readonly Neighbour[] | null>>, onlyThis: Readonly<Ref<boolean>>) {
  const said = shallowRef<ReadonlyMap<string, boolean>>(new Map())
  const lists = shallowRef<ReadonlyMap<string, string>>(new Map())
  const listOf = (one: Neighbour) => one.choices.find(choice => choice.list.id === lists.value.get(one.id)) ?? fitting(one)
  /** All, but where nothing fits, and where somebody walks already; who answers for one of them begins with his own. */
  const isOn = (one: Neighbour): boolean => fitting(one) !== undefined && (said.value.get(one.id) ?? (!one.walking && (!onlyThis.value || one.is === 'this')))
  const tick = (some: readonly Neighbour[], on: boolean): void => { said.value = new Map([...said.value, ...some.map(one => [one.id, on] as const)]) }
  const choose = (one: Neighbour, list: string): void => { lists.value = new Map([...lists.value, [one.id, list]]) }
  const chosen = computed((): Beginning[] => (places.value ?? []).filter(isOn).flatMap((one) => {
    const list = listOf(one)?.list.id
    return list ? [{ enterprise: one.id, checklist: list, plan: one.plan?.id ?? null }] : []
  }))
  return { isOn, listOf, tick, choose, chosen }
}
