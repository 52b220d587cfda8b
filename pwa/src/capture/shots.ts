/**
 * The photos taken on a camera page and not saved yet.
 *
 * Each is in the phone's store from the moment the shutter falls, and the draft that names them is too, so
 * that leaving the page, a call or a flat battery costs nothing: coming back shows them again.
 */
import { onScopeDispose, shallowReadonly, shallowRef, type ShallowRef } from 'vue'
import { db } from '../database'
import { stamp as timestamp } from '../lib/clock'
import { dropBytes, keepBytes, type Picture } from '../photos/album'
import { isFull, withRoom } from '../storage/full'

export interface Shown { picture: Picture; url: string }

/** What a draft remembers beside its photos. */
export interface ShotsDraft<E> { pictures: Picture[]; extra: E }

export interface Shots<E> {
  shown: Readonly<ShallowRef<readonly Shown[]>>
  /** When the photos found on coming back were kept; null when there were none. */
  since: Readonly<ShallowRef<string | null>>
  extra: Readonly<ShallowRef<E>>
  ready: Promise<void>
  add(picture: Picture): Promise<void>
  remove(id: string): Promise<void>
  clear(): Promise<void>
  keep(extra: E): Promise<void>
  /** Every photo as it must be saved, once all of them have reached the store (or are still in memory). */
  settled(): Promise<Picture[]>
  /** Saved: the draft is gone with the saving's own transaction; only the page's copies are let go. */
  forget(): void
}

export function useShots<E extends object>(key: string, begin: () => E): Shots<E> {
  const shown = shallowRef<readonly Shown[]>([])
  const since = shallowRef<string | null>(null)
  const extra: ShallowRef<E> = shallowRef(begin())
  let writing: Promise<unknown> = Promise.resolve()
  let over = false

  const show = (picture: Picture, bytes: ArrayBuffer): Shown =>
    ({ picture, url: URL.createObjectURL(new Blob([bytes], { type: picture.type })) })

  /** One write after the other, so that the newest draft is the one that stays. */
  function write(): Promise<unknown> {
    writing = writing.catch(() => undefined).then(async () => {
      if (over) return
      const value: ShotsDraft<E> = { pictures: shown.value.map(s => ({ ...s.picture, bytes: null })), extra: extra.value }
      await withRoom(() => db().drafts.put({ key, at: timestamp(), value }))
    })
    return writing
  }

  async function read(): Promise<void> {
    const draft = await db().drafts.get(key)
    if (!draft) return
    const value = draft.value as ShotsDraft<E>
    extra.value = { ...begin(), ...value.extra }
    const found: Shown[] = []
    for (const picture of value.pictures) {
      const kept = await db().renditions.get([picture.id, 'original'])
      if (kept) found.push(show({ ...picture, bytes: null }, kept.bytes))
    }
    if (found.length > 0) {
      shown.value = [...found, ...shown.value]
      since.value = draft.at
    }
  }

  async function add(picture: Picture): Promise<void> {
    if (!picture.bytes) return
    const mine = show(picture, picture.bytes)
    shown.value = [...shown.value, mine]
    const keeping = keepBytes(picture).then(kept => {
      shown.value = shown.value.map(s => s === mine || s.picture.id === picture.id ? { ...s, picture: kept } : s)
    })
    // A full phone: the photo stays in memory, and saving tries again and tells.
    writing = Promise.all([writing.catch(() => undefined), keeping.catch((error: unknown) => { if (!isFull(error)) throw error })])
    await write()
    await keeping
  }

  async function remove(id: string): Promise<void> {
    const gone = shown.value.find(s => s.picture.id === id)
    if (!gone) return
    shown.value = shown.value.filter(s => s !== gone)
    URL.revokeObjectURL(gone.url)
    await write()
    await dropBytes(id)
  }

  async function clear(): Promise<void> {
    for (const { picture } of shown.value) await remove(picture.id)
    extra.value = begin()
    since.value = null
    await writing
    await db().drafts.delete(key)
  }

  async function keep(next: E): Promise<void> {
    extra.value = next
    await write()
  }

  function forget(): void {
    over = true
    for (const { url } of shown.value) URL.revokeObjectURL(url)
    shown.value = []
  }

  onScopeDispose(() => { for (const { url } of shown.value) URL.revokeObjectURL(url) })
  const ready = read()
  return {
    shown: shallowReadonly(shown), since: shallowReadonly(since), extra: shallowReadonly(extra),
    ready, add, remove, clear, keep, forget,
    settled: async () => {
      // A draft that found no room is no reason not to save; saving tells by itself.
      await writing.catch((error: unknown) => { if (!isFull(error)) throw error })
      return shown.value.map(s => s.picture)
    },
  }
}
