/** Taking photos on a page with a shutter: from the camera or the album into the draft, and what to say when one cannot be kept. */
import { type Ref, ref } from 'vue'

import { now, stamp as timestamp } from '../lib/clock'
import type { Me } from '../lib/wire'
import { fromFile, newPicture } from '../photos/album'
import { type FinderHandle, useShutterKeys } from '../photos/camera'
import type { Fix } from './position'
import { useRefusal } from './refusal'
import type { Shots } from './shots'
import { stampGallery, stampNow } from './stampWords'

interface About {
  readonly finder: Readonly<Ref<FinderHandle | null>>
  readonly fix: Readonly<Ref<Fix | null>>
  readonly me: Readonly<Ref<Me | null>>
  /** The place the stamp names. */
  readonly place: () => string
  /** Whether the shutter rests, because what was taken is being saved. */
  readonly resting: Readonly<Ref<boolean>>
}

export function useTaking<E extends object>(shots: Shots<E>, { finder, fix, me, place, resting }: About) {
  const refusal = useRefusal()
  const trouble = ref('')
  let shooting = false

  /** Do what keeps or saves photos. Answers whether it was done; if not, `trouble` says why. */
  async function keep(work: () => Promise<void>): Promise<boolean> {
    trouble.value = ''
    try {
      await work()
      return true
    } catch (error) {
      trouble.value = refusal(error)
      return false
    }
  }

  async function shoot(): Promise<void> {
    if (shooting || resting.value || finder.value?.state !== 'ready') return
    shooting = true
    const at = now()
    const stamp = stampNow(at, fix.value, me.value, place())
    try {
      const shot = await finder.value.shoot()
      await keep(() => shots.add(newPicture(shot, { taken_at: timestamp(at), fix: fix.value, stamp })))
    } finally {
      shooting = false
    }
  }
  useShutterKeys(() => { void shoot() })

  /** Files of the album, or of the phone's own camera. Each that was left out is said, however many others went well. */
  async function take(files: readonly File[]): Promise<void> {
    const left = new Set<string>()
    for (const file of files) {
      const kept = await keep(async () => {
        const picture = await fromFile(file)
        await shots.add({ ...picture, stamp: stampGallery(now(), picture.taken_at, me.value, place()) })
      })
      if (!kept) left.add(trouble.value)
    }
    trouble.value = [...left].join('\n')
  }

  return { trouble, keep, shoot, take }
}
