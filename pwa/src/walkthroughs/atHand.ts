/**
 * A walkthrough in somebody's hand. What he taps shows at once and counts as saved once the phone's store has
 * confirmed; the store is read again when the screen was drawn. What could not be saved is taken back.
 */
import { computed, getCurrentScope, onScopeDispose, type Ref, shallowRef, triggerRef, watch } from 'vue'

import { answersAtOnce } from '../database'
import { afterPaint, letPass } from '../lib/moment'
import type { Answer } from '../lib/wire'
import { useMe } from '../people/session'
import type { Loaded } from '../places/places'
import { useLive } from '../sync/live'
import type { Viewed } from '../sync/view'
import { answer, answerId, type Said, type Saying } from './actions'
import { keeper, lastWalking } from './kept'
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
  /** The same for several, all or none. */
  readonly sayAll: (said: ReadonlyMap<string, Partial<Said>>) => Promise<void>
  /** It comes from the store, no longer from the copy. */
  readonly known: Readonly<Ref<boolean>>
  /** Bring the copy of it up to what shows. Answers whether there is one. */
  readonly keepNow: () => boolean
}

export function useAtHand(walkthrough: string): AtHand {
  let readings = 0
  const tapped = shallowRef(new Map<string, Tapped>())
  const saving = shallowRef(0)
  const me = useMe()
  // An open store answers in a blink, and from there on one reads what is.
  const last = answersAtOnce() ? null : lastWalking(walkthrough, me.value?.user.id)
  const read = useLive<{ readonly began: number, readonly value: Walking | null } | null>(async () => {
    const began = ++readings
    return { began, value: await readWalking(walkthrough) }
  }, last && { began: 0, value: last }, [], last ? afterPaint() : undefined)

  const known = computed(() => read.value !== null && read.value.began > 0)
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

  const keeping = keeper(() => me.value?.user.id)
  watch(loaded, (now) => { if (now.state === 'here') keeping.tell(now.value) }, { immediate: true })
  if (getCurrentScope()) onScopeDispose(keeping.stop)

  const put = (item: string, one: Tapped, next: Tapped | null): void => {
    if (tapped.value.get(item)?.answer !== one.answer) return
    if (next) tapped.value.set(item, next)
    else tapped.value.delete(item)
  }
  /** Taps are saved in their order: a second one on the same item builds on the first. */
  let line: Promise<unknown> | null = null
  async function keep(sayings: readonly Saying[], turn: Promise<unknown> | null, made: ReadonlyMap<string, Tapped>): Promise<void> {
    saving.value += 1
    try {
      if (turn) await turn
      await answer(walkthrough, sayings)
      for (const [item, one] of made) put(item, one, { answer: one.answer, saved: readings })
    } catch (error) {
      for (const [item, one] of made) put(item, one, null)
      throw error
    } finally {
      saving.value -= 1
      triggerRef(tapped)
    }
  }

  /** Until the store has been read, what shows is a copy: one after the other waits for what really stands there. */
  let early: Promise<unknown> = Promise.resolve()
  async function sayAll(said: ReadonlyMap<string, Partial<Said>>): Promise<void> {
    const now = loaded.value
    if (now.state !== 'here') return
    if (known.value) return sayTo(now.value, said)
    saving.value += 1
    // Its own reading: a screen that is left meanwhile reads no more.
    const mine = early.then(() => readWalking(walkthrough)).then(async (value) => { if (value) await sayTo(value, said) })
    early = mine.catch(() => undefined)
    try { await mine } finally { saving.value -= 1 }
  }
  async function sayTo({ answers }: Walking, said: ReadonlyMap<string, Partial<Said>>): Promise<void> {
    const sayings = [...said].map(([item, one]): Saying => ({ item, said: one, before: answers.get(item) }))
    const made = new Map<string, Tapped>()
    for (const { item, said: one, before } of sayings) {
      const id = before?.id ?? await answerId(walkthrough, item)
      const $local = { waiting: 1, attention: 0, creating: !before }
      made.set(item, { answer: { version: 0, walkthrough_id: walkthrough, item, $local, ...before, id, ...one }, saved: null })
    }
    const saved = keep(sayings, line, made)
    const mine: Promise<unknown> = saved.catch(() => undefined).then(() => { if (line === mine) line = null })
    line = mine
    for (const [item, one] of made) tapped.value.set(item, one)
    triggerRef(tapped)
    letPass(saved)
    await saved
  }
  return { loaded, known, saving, sayAll, keepNow: keeping.now, say: (item, said) => sayAll(new Map([[item, said]])) }
}
