/** Reading places: the tree of areas, enterprises, and which of them is near. */
import { computed, type MaybeRefOrGetter, type Ref, toValue } from 'vue'

import { db } from '../database'
import type { Area, Enterprise } from '../lib/wire'
import { readAll, readRecord } from '../sync/records'
import { useLive } from '../sync/live'
import { byDistance, type Near, type Point } from './nearest'

export interface EnterpriseView {
  readonly enterprise: Enterprise
  readonly area: string
  /** The one on whose premises it works, and those who work on its own: a factory within a factory. */
  readonly host: Enterprise | null
  readonly tenants: readonly Enterprise[]
}

export type Loaded<T> = { readonly state: 'loading' } | { readonly state: 'missing' } | { readonly state: 'here', readonly value: T }

export async function readEnterprise(id: string): Promise<EnterpriseView | null> {
  const enterprise = await readRecord('enterprise', id)
  if (!enterprise) return null
  const [area, host, tenants] = await Promise.all([
    db().area.get(enterprise.area),
    enterprise.host_enterprise_id ? db().enterprise.get(enterprise.host_enterprise_id) : undefined,
    db().enterprise.where('host_enterprise_id').equals(id).toArray(),
  ])
  return { enterprise, area: area?.name ?? '', host: host ?? null, tenants }
}

export function useEnterprise(id: MaybeRefOrGetter<string>): Readonly<Ref<Loaded<EnterpriseView>>> {
  return useLive<Loaded<EnterpriseView>>(async () => {
    const found = await readEnterprise(toValue(id))
    return found ? { state: 'here', value: found } : { state: 'missing' }
  }, { state: 'loading' }, [() => toValue(id)])
}

export function useAreas(): Readonly<Ref<readonly Area[]>> {
  return useLive<Area[]>(() => readAll('area'), [])
}

/** An area with all below it, by id. */
export function subtree(areas: readonly Area[], root: string): Set<string> {
  const below = new Map<string, string[]>()
  for (const area of areas) if (area.parent) below.set(area.parent, [...(below.get(area.parent) ?? []), area.id])
  const found = new Set<string>()
  const open = [root]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue
    found.add(id)
    open.push(...(below.get(id) ?? []))
  }
  return found
}

/** Every enterprise this phone knows that is at work, nearest first. Without a position: by name. */
export function useNearest(from: MaybeRefOrGetter<Point | null>): Readonly<Ref<readonly Near<Enterprise>[]>> {
  const all = useLive<Enterprise[]>(async () => (await readAll('enterprise')).filter(one => one.state !== 'closed'), [])
  return computed(() => byDistance(all.value, toValue(from)))
}
