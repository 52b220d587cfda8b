/** The tree of areas as the desk reads and changes it. */
import { type Ref, shallowRef } from 'vue'

import type { Me, Server } from '../lib/wire'
import { call, everyPage, type Got, type Refusal } from './doors'

export type AreaRow = Server['AreaOut']

/** Highest first; an area lies in one that stands higher. */
export const LEVELS: readonly Level[] = ['province', 'city', 'county', 'town', 'park', 'village', 'grid']
export type Level = AreaRow['level']

/** One line of the tree as it is drawn. */
export interface Branch { readonly area: AreaRow, readonly depth: number, readonly children: number }

/** The tree as lines, parents before children, siblings by code. An area whose parent is unknown stands at the top. */
export function branches(areas: readonly AreaRow[]): Branch[] {
  const here = new Set(areas.map((area) => area.id))
  const below = new Map<string | null, AreaRow[]>()
  for (const area of areas) {
    const parent = area.parent !== null && here.has(area.parent) ? area.parent : null
    below.set(parent, [...(below.get(parent) ?? []), area])
  }
  const lines: Branch[] = []
  const done = new Set<string>()
  const walk = (parent: string | null, depth: number): void => {
    for (const area of [...(below.get(parent) ?? [])].sort((a, b) => a.code.localeCompare(b.code))) {
      if (done.has(area.id)) continue
      done.add(area.id)
      lines.push({ area, depth, children: below.get(area.id)?.length ?? 0 })
      walk(area.id, depth + 1)
    }
  }
  walk(null, 0)
  return lines
}

/** What is drawn: with words, those that fit and all above them; without, what lies below no closed branch. */
export function shownBranches(lines: readonly Branch[], closed: ReadonlySet<string>, words: string): Branch[] {
  const term = words.trim().toLowerCase()
  if (term !== '') {
    const byId = new Map(lines.map((line) => [line.area.id, line.area]))
    const kept = new Set<string>()
    for (const { area } of lines) {
      if (!`${area.name} ${area.code}`.toLowerCase().includes(term)) continue
      for (let up: AreaRow | undefined = area; up && !kept.has(up.id); up = up.parent === null ? undefined : byId.get(up.parent)) kept.add(up.id)
    }
    return lines.filter((line) => kept.has(line.area.id))
  }
  let deepest = Infinity
  return lines.filter((line) => {
    if (line.depth > deepest) return false
    deepest = closed.has(line.area.id) ? line.depth : Infinity
    return true
  })
}

/** Ids of these areas with everything below them. */
export function within(areas: readonly AreaRow[], roots: readonly string[]): Set<string> {
  const found = new Set(roots)
  // Parents come first in the drawn order, so one walk is enough.
  for (const { area } of branches(areas)) if (area.parent !== null && found.has(area.parent)) found.add(area.id)
  return found
}

/** Where an area lies, from the top: “荔城区 › 新度镇”. */
export function pathOf(areas: readonly AreaRow[], id: string | null | undefined): string {
  const byId = new Map(areas.map((area) => [area.id, area]))
  const names: string[] = []
  for (let area = id ? byId.get(id) : undefined; area && names.length < 8; area = area.parent === null ? undefined : byId.get(area.parent)) names.unshift(area.name)
  return names.join(' › ')
}

/** The last two of them, which is what people say. */
export const shortPath = (areas: readonly AreaRow[], id: string | null | undefined): string => pathOf(areas, id).split(' › ').slice(-2).join(' › ')

/** The levels an area below this one may have. */
export const levelsBelow = (parent: AreaRow | undefined): readonly Level[] => parent ? LEVELS.slice(LEVELS.indexOf(parent.level) + 1) : LEVELS

/** The areas this person keeps; null: all of them. */
export function ownAreas(me: Me, areas: readonly AreaRow[], roles: ReadonlySet<string>): ReadonlySet<string> | null {
  const posts = me.posts.filter((post) => roles.has(post.role))
  if (posts.some((post) => post.role === 'admin' && post.area === null && post.enterprise === null)) return null
  return within(areas, posts.flatMap((post) => post.area ? [post.area.id] : []))
}

// --- asking the server -----------------------------------------------------------------------------

const areas = shallowRef<readonly AreaRow[] | null>(null)
const trouble = shallowRef<Refusal | null>(null)

/** The whole tree, read once for the desk; `read` reads it again. */
export function useAreaTree(): { readonly areas: Readonly<Ref<readonly AreaRow[] | null>>, readonly trouble: Readonly<Ref<Refusal | null>>, readonly read: () => Promise<void> } {
  const read = async (): Promise<void> => {
    const got = await everyPage<AreaRow>('/areas')
    trouble.value = got.ok ? null : got.why
    if (got.ok) areas.value = got.data
  }
  return { areas, trouble, read }
}

export type AreaSaid = Server['AreaNew']

export const addArea = (said: AreaSaid): Promise<Got<AreaRow>> => call<AreaRow>('POST', '/areas', said)

export const changeArea = (area: AreaRow, said: Partial<AreaSaid>): Promise<Got<AreaRow>> => call<AreaRow>('PATCH', `/areas/${area.id}`, { ...said, seen: area.version })
