/**
 * The check in somebody's hand as it was last shown, so that after a dead battery or a call its item stands there
 * before the phone's store is open. Only a copy: the store is read at once after it was drawn, and what is tapped
 * meanwhile waits for that.
 */
import { forgetAtOnce, keepAtOnce, readAtOnce } from '../lib/atOnce'
import { idle } from '../lib/moment'
import type { Walking } from './walking'
import { asked } from './walkthrough'

const NAME = 'walk'
/** A later shape of what is kept has another number. */
const SHAPE = 1
/** Letters; a checklist beyond it waits for the store, since all that is kept at once shares 5 MB. */
const MOST = 400_000
/** What came last before this much silence is written, in ms: a round of taps is written once. */
const SILENCE = 1500

type Pairs<T> = readonly (readonly [string, T])[]
type Of<M> = M extends ReadonlyMap<string, infer T> ? T : never
interface Kept {
  readonly shape: number
  readonly user: string
  readonly walking: Omit<Walking, 'items' | 'answers' | 'last' | 'found' | 'photographed' | 'sections' | 'checklist'>
  /** Without the questions, which are there as `sections`. */
  readonly checklist: Omit<Walking['checklist'], 'sections'>
  readonly sections: Walking['sections']
  readonly answers: Pairs<Of<Walking['answers']>>
  readonly found: Pairs<string>
  readonly photographed: readonly string[]
  readonly last: { at: string, answers: Pairs<Of<NonNullable<Walking['last']>['answers']>>, found: Pairs<string>, open: Pairs<string> } | null
}

/** As it was last; null when another one, of another person, or none was kept. */
export function lastWalking(id: string, user: string | undefined): Walking | null {
  const kept = readAtOnce<Kept>(NAME)
  if (user === undefined || kept?.shape !== SHAPE || kept.user !== user || kept.walking.walkthrough.id !== id) return null
  const { walking, sections, last } = kept
  const answers = new Map(kept.answers)
  return {
    ...walking, sections, answers, checklist: { ...kept.checklist, sections }, items: asked(sections, walking.enterprise, answers),
    found: new Map(kept.found), photographed: new Set(kept.photographed),
    last: last && { at: last.at, answers: new Map(last.answers), found: new Map(last.found), open: new Map(last.open) },
  }
}

/** Answers whether it is kept now. */
export function keepWalking(user: string, one: Walking): boolean {
  const { items: _items, answers, sections, last, found, photographed, checklist: { sections: _sections, ...checklist }, walkthrough: { sections: _own, ...walkthrough }, ...walking } = one
  const kept: Kept = {
    shape: SHAPE, user, walking: { ...walking, walkthrough }, checklist, sections, answers: [...answers], found: [...found], photographed: [...photographed],
    last: last && { at: last.at, answers: [...last.answers], found: [...last.found], open: [...last.open] },
  }
  const small = JSON.stringify(kept).length <= MOST
  if (small) keepAtOnce(NAME, kept)
  else forgetAtOnce(NAME)
  return small
}

/** Keeps the newest of what it is told, a moment after the last or `now`, which answers whether it is kept. `whose`: asked when it is written. */
export function keeper(whose: () => string | undefined, silence = SILENCE): { readonly tell: (one: Walking) => void, readonly now: () => boolean, readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let newest: Walking | null = null
  let there = false
  const write = (): boolean => {
    clearTimeout(timer)
    const user = whose()
    if (user !== undefined && newest) there = keepWalking(user, newest)
    newest = null
    return there
  }
  const tell = (one: Walking): void => {
    newest = one
    clearTimeout(timer)
    timer = setTimeout(() => { void idle(silence).then(write) }, silence)
  }
  // A screen that goes dark may never come back.
  const dark = (): void => { if (document.visibilityState === 'hidden') write() }
  if (typeof document !== 'undefined') document.addEventListener('visibilitychange', dark)
  return {
    tell, now: write,
    stop: () => {
      write()
      if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', dark)
    },
  }
}
