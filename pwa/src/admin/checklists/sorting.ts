/** Dragging items by their handle, within a section and from one to another. Vue keeps the order; the drag only says it. */
import Sortable from 'sortablejs'
import { onMounted, onUnmounted, type Ref } from 'vue'

export interface Dragged { readonly from: string, readonly to: string, readonly at: number, readonly place: number }

/** `list` holds the rows, and says its name in `data-list`. */
export function useDragging(list: Readonly<Ref<HTMLElement | null>>, dragged: (what: Dragged) => void): void {
  let sortable: Sortable | null = null
  onMounted(() => {
    if (!list.value) return
    sortable = Sortable.create(list.value, {
      group: 'items', handle: '.grip', draggable: '.row', animation: 120, ghostClass: 'ghost',
      // Drawn by ourselves: a browser's own drag does not start on a button everywhere, nor under a finger.
      forceFallback: true,
      onEnd: ({ item, from, to, oldIndex, newIndex }) => {
        if (oldIndex === undefined || newIndex === undefined || (from === to && oldIndex === newIndex)) return
        // Back to where it was: what stands where is Vue's to draw.
        item.remove()
        from.insertBefore(item, from.children[oldIndex] ?? null)
        dragged({ from: from.dataset['list'] ?? '', to: to.dataset['list'] ?? '', at: oldIndex, place: newIndex })
      },
    })
  })
  onUnmounted(() => sortable?.destroy())
}
