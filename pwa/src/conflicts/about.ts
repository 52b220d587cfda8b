/** Which hazard, or which walkthrough, a record belongs to, and what this phone knows of it. */
import { kindText } from '../certificates/kinds'
import { db } from '../database'
import { titleOf } from '../hazards/hazard'
import type { Hazard } from '../lib/wire'
import { type PhotoView, readPhotos } from '../photos/pictures'
import { readRecord } from '../sync/records'
import type { Viewed } from '../sync/view'
import { questionOf, readWalking, titleOf as titleOfList } from '../walkthroughs/walking'

/** What something is about, as far as this phone knows it: a hazard, an item of a walkthrough, or somebody's card. */
export interface About {
  readonly hazard: Viewed<Hazard> | null
  readonly id: string | null
  /** Where it is looked at. */
  readonly to: string | null
  readonly title: string
  readonly enterprise: string
  readonly area: string
  readonly photo: PhotoView | null
}

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

/** The walkthrough an answer belongs to, and its item. */
async function itemOf(answer: string): Promise<{ walkthrough: string, item: string } | null> {
  const made = (await db().outbox.where('[type+record]').equals(['answer', answer]).toArray()).find((op) => op.op === 'create')?.data
  const row = await db().answer.get(answer) ?? made
  const { walkthrough_id, item } = row ?? {}
  return typeof walkthrough_id === 'string' && typeof item === 'string' ? { walkthrough: walkthrough_id, item } : null
}

async function aboutWalking(type: string, id: string): Promise<About> {
  const at = type === 'answer' ? await itemOf(id) : { walkthrough: id, item: '' }
  const walking = at ? await readWalking(at.walkthrough) : null
  const item = walking?.items.find((one) => one.item.code === at?.item)
  const area = walking ? await db().area.get(walking.enterprise.area) : undefined
  const to = at && walking ? `/walkthroughs/${at.walkthrough}${item ? `?item=${item.item.code}` : ''}` : null
  return { hazard: null, id: null, to, title: item ? questionOf(item.item) : walking ? titleOfList(walking.checklist) : '', enterprise: walking?.enterprise.name ?? '', area: area?.name ?? '', photo: null }
}

async function aboutCard(id: string): Promise<About> {
  const card = await readRecord('certificate', id)
  const [enterprise, photos] = await Promise.all([card ? db().enterprise.get(card.enterprise_id) : undefined, readPhotos('certificate', id)])
  const area = await db().area.get(enterprise?.area ?? '')
  return { hazard: null, id: null, to: card ? `/certificates/${id}` : null, title: card ? `${card.holder} · ${kindText(card.kind)}` : '', enterprise: enterprise?.name ?? '', area: area?.name ?? '', photo: photos[0] ?? null }
}

export async function readAbout(type: string, id: string): Promise<About> {
  if (type === 'answer' || type === 'walkthrough') return aboutWalking(type, id)
  if (type === 'certificate') return aboutCard(id)
  const owner = await hazardOf(type, id)
  const hazard = owner === null ? null : await readRecord('hazard', owner) ?? null
  const [photos, enterprise] = await Promise.all([
    owner === null ? [] : readPhotos('hazard', owner),
    hazard?.enterprise_id ? db().enterprise.get(hazard.enterprise_id) : undefined,
  ])
  const area = await db().area.get(enterprise?.area ?? hazard?.area ?? '')
  const own = type === 'photo' ? photos.find((photo) => photo.id === id) : undefined
  return { hazard, id: owner, to: hazard ? `/hazards/${hazard.id}` : null, title: hazard ? titleOf(hazard) : '', enterprise: enterprise?.name ?? hazard?.place ?? '', area: area?.name ?? '', photo: own ?? photos.find((photo) => photo.role === 'before') ?? photos[0] ?? null }
}
