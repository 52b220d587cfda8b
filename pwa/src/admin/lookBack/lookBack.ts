/** After how many days what was closed is looked at again: what holds in an area, where that comes from, and what will. */
import type { Server } from '../../lib/wire'
import { call, type Got } from '../doors'

export type Setting = Server['LookBackOut']
export type Days = Server['LookBackDays']
export type SettingSaid = Server['LookBackNew']
export type Settings = Server['LookBacks']
export const SEVERITIES = ['major', 'major_suspected', 'general'] as const

/** `area`: who says it; null where it is the default that comes with the system. */
export interface Holding { readonly days: Days, readonly area: string | null, readonly setting: Setting | null }
export interface Standing { readonly now: Holding, readonly later: readonly { readonly from: string, readonly what: Holding }[] }

/** The nearest area that says something itself counts (server/plans/look_back.py says the same). */
function holding({ items, default: shipped }: Settings, path: readonly string[], day: string): Holding {
  for (const area of path) {
    const latest = items.filter(one => one.area_id === area && one.valid_from <= day).sort((a, b) => (a.valid_from < b.valid_from ? 1 : -1))[0]
    if (latest && !latest.above) return { days: latest, area, setting: latest }
  }
  return { days: shipped, area: null, setting: null }
}

/** @param path the area and those above it, nearest first @param day today, `YYYY-MM-DD` */
export function standing(all: Settings, path: readonly string[], day: string): Standing {
  const days = [...new Set(all.items.filter(one => path.includes(one.area_id) && one.valid_from > day).map(one => one.valid_from))].sort()
  return { now: holding(all, path, day), later: days.map(from => ({ from, what: holding(all, path, from) })) }
}

export const readSettings = (): Promise<Got<Settings>> => call<Settings>('GET', '/look-back-settings')
export const putSetting = (area: string, said: SettingSaid): Promise<Got<Setting>> => call<Setting>('PUT', `/look-back-settings/${area}`, said)
