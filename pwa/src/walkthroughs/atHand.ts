/**
 * A walkthrough in somebody's hand. What he taps shows at once and counts as saved once the phone's store has
 * confirmed; the store is read again when the screen was drawn. What could not be saved is taken back.
 */
import { computed, type Ref, shallowRef, triggerRef } from 'vue'

import { letPass } from '../lib/moment'
import type { Answer } from '../lib/wire'
import type { Loaded } from '../places/places'
import { useLive } from '../sync/live'
import type { Viewed } from '../sync/view'
import { answer, answerId, type Said } from './actions'
import { readWalking, type Walking } from './walking'
import { asked } from './walkthrough'

/** An answer that no reading has brought yet. `saved`: how many readings had begun when it was on the disk. */
interface Tapped { readonly answer: Viewed<Answer>, readonly saved: number | null }

export interface AtHand {
  readonly loaded: Readonly<Ref<Loaded<Walking>>>
  /** How many taps are not on the disk yet. */
  readonly saving: Readonly<Ref<number>>
  /** Answers when it is saved. @throws NoRoom; then it no longer shows. */
  readonly say: (item: string, said: Partial<Said>) => Promise<void>
}

export function useAtHand(walkthrough: string): AtHand {
  let readings = 0
  const tapped = shallowRef(new Map<string, Tapped>())
  const saving = shallowRef(0)
  const read = useLive<{ readonly began: number, readonly value: Walking | null } | null>(async () => {
    const began = ++readings
    return { began, value: await readWalking(walkthrough) }
  }, null)

  const loaded = computed<Loaded<Walking>>(() => {
    const now = read.value
    if (!now) return { state: 'loading' }
    if (!now.value) return { state: 'missing' }
    const waiting = [...tapped.value].filter(([, one]) => one.saved === null || one.saved >= now.began)
    if (waiting.length === 0) return { state: 'here', value: now.value }
    const answers = new Map(now.value.answers)
    for (const [item, one] of waiting) answers.set(item, one.answer)
    return { state: 'here', value: { ...now.value, answers, items: asked(now.value.sections, now.value.enterprise, answers) } }
  })

  /** Taps are saved in their order: a second one on the same item builds on the first. */
  let line: Promise<unknown> | null = null
  async function keep(item: string, said: Partial<Said>, before: Viewed<Answer> | undefined, turn: Promise<unknown> | null, made: Tapped): Promise<void> {
    const put = (one: Tapped | null): void => {
      if (tapped.value.get(item)?.answer !== made.answer) return
      if (one) tapped.value.set(item, one)
      else tapped.value.delete(item)
      triggerRef(tapped)
    }
    saving.value += 1
    try {
      if (turn) await turn
      await answer(walkthrough, item, said, before)
      put({ answer: made.answer, saved: readings })
    } catch (error) {
      put(null)
      throw error
    } finally {
      saving.value -= 1
    }
  }

  return {
    loaded, saving,
    async say(item, said) {
      const now = loaded.value
      if (now.state !== 'here') return
      const before = now.value.answers.get(item)
      const id = before?.id ?? await answerId(walkthrough, item)
      const shown = { version: 0, walkthrough_id: walkthrough, item, $local: { waiting: 1, attention: 0, creating: !before }, ...before, id, ...said } as Viewed<Answer>
      const made: Tapped = { answer: shown, saved: null }
      const saved = keep(item, said, before, line, made)
      const mine: Promise<unknown> = saved.catch(() => undefined).then(() => { if (line === mine) line = null })
      line = mine
      tapped.value.set(item, made)
      triggerRef(tapped)
      letPass(saved)
      await saved
    },
  }
}
