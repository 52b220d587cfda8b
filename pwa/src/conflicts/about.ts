/** Which hazard a record belongs to, and what this phone knows of it. */
import { db } from '../database'
import { titleOf } from '../hazards/hazard'
import type { Hazard } from '../lib/wire'
import { type PhotoView, readPhotos } from '../photos/pictures'
import { readRecord } from '../sync/records'
import type { Viewed } from '../sync/view'

/** The hazard something is about, as far as this phone knows it. */
export interface About { readonly hazard: Viewed<Hazard> | null, readonly id: string | null, readonly title: string, readonly enterprise: string, readonly area: string, readonly photo: PhotoView | null }

async function hazardOf(type: string, id: string): Promise<string | null> {
  if (type === 'hazard') return id
  const base = db()
  if (type === 'photo' || type === 'comment') {
    const row = await base.table<{ owner_type: string, owner_id: string }, string>(type).get(id)
    if (row) return row.owner_type === 'hazard' ? row.owner_id : null
    const made = await base.outbox.where('[type+record]').equals([type, id]).filter((op) => op.op === 'create').first()
    return typeof made?.data?.['owner_id'] === 'string' ? made.data['owner_id'] : null
  }
  return null
}

export async function readAbout(type: string, id: string): Promise<About> {
  const owner = await hazardOf(type, id)
  const hazard = owner === null ? null : await readRecord('hazard', owner) ?? null
  const [photos, enterprise] = await Promise.all([
    owner === null ? [] : readPhotos('hazard', owner),
    hazard?.enterprise_id ? db().enterprise.get(hazard.enterprise_id) : undefined,
  ])
  const area = await db().area.get(enterprise?.area ?? hazard?.area ?? '')
  const own = type === 'photo' ? photos.find((photo) => photo.id === id) : undefined
  return { hazard, id: owner, title: hazard ? titleOf(hazard) : '', enterprise: enterprise?.name ?? hazard?.place ?? '', area: area?.name ?? '', photo: own ?? photos.find((photo) => photo.role === 'before') ?? photos[0] ?? null }
}
