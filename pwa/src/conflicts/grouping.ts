/** What waits between others, grid by grid, where it is more than a few. Pure. */
import type { TrayItem } from './tray'

/** So many are read one after the other; of more, the counts come first. */
export const FEW = 5

export interface Group { readonly area: string, readonly items: readonly TrayItem[] }

/** The grid with the most first; what lies at no known grid comes last. */
export function byArea(items: readonly TrayItem[]): Group[] {
  const groups = new Map<string, TrayItem[]>()
  for (const item of items) groups.set(item.about.area, [...groups.get(item.about.area) ?? [], item])
  return [...groups].map(([area, some]) => ({ area, items: some }))
    .sort((a, b) => Number(a.area === '') - Number(b.area === '') || b.items.length - a.items.length)
}
