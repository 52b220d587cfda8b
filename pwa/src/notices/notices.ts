/** What this person was told, newest first. */
import type { Ref } from 'vue'

import { db } from '../database'
import type { Notice } from '../lib/wire'
import { useLive } from '../sync/live'
import { act, poke } from '../sync/outbox'
import { readAll } from '../sync/records'
import type { Viewed } from '../sync/view'

export type SeenNotice = Viewed<Notice>

export function useNotices(): Readonly<Ref<readonly SeenNotice[] | null>> {
  // Ids are made as notices are, so they sort by time.
  return useLive<SeenNotice[], null>(async () => (await readAll('notice')).sort((a, b) => (b.created_at ?? b.id).localeCompare(a.created_at ?? a.id)), null)
}

export function useUnread(): Readonly<Ref<number>> {
  return useLive(async () => (await readAll('notice')).filter((notice) => !notice.read_at).length, 0)
}

/** These have been seen. Those already on their way are not sent twice. */
export async function markRead(notices: readonly SeenNotice[]): Promise<void> {
  const fresh = notices.filter((notice) => !notice.read_at)
  if (fresh.length === 0) return
  await db().transaction('rw', db().outbox, async () => {
    for (const notice of fresh) await act('notice', notice.id, notice.version, 'read', {})
  })
  poke()
}

/** Where a notice leads. */
export function leadsTo(notice: Notice): string | null {
  if (!notice.about_id) return null
  switch (notice.about_type) {
    case 'hazard': return `/hazards/${notice.about_id}`
    case 'walkthrough': return `/walkthroughs/${notice.about_id}`
    case 'conflict': return `/tray/conflicts/${notice.about_id}`
    case 'contribution': return `/tray/contributions/${notice.about_id}`
    case 'area': return '/reviews' // several new reports there: the list of what is to be verified
    case 'plan': return `/plans/${notice.about_id}`
    case 'enterprise': return `/enterprises/${notice.about_id}`
    default: return null
  }
}
