/**
 * Writing a checklist: kept on this machine as it is typed, saved to the server a moment later, and nobody's work
 * over anybody else's. What the server answers to each save is what is wrong with the draft, each fault at its place.
 */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'

import { useDraft } from '../../hazards/drafts'
import { forgetAtOnce, keepAtOnce, readAtOnce } from '../../lib/atOnce'
import { stamp } from '../../lib/clock'
import { useMe } from '../../people/session'
import { forgetExamples, showExamples } from '../../photos/examplesHere'
import { beginChecklist, type ChecklistRow, publishDraft, readChecklist, saveDraft } from './checklists'
import { type Content, contentOf, sentOf } from './draft'
import type { Got, Refusal } from '../doors'
import { plain } from './editions'
import { type Placed, placed } from './faults'
import { begun, noted, redone, renamed, undone } from './history'
import { named, sendWaiting, waitingIn } from './waiting'

/** How long the hand may rest before what it wrote goes to the server, and before it is tried again without a signal, in ms. */
const PAUSE = 1200
const AGAIN = 20_000

/** Under what drafts of checklists are kept here. */
const DRAFTS = 'admin/checklist/'

interface Kept { content: Content, seen: number, dirty: boolean }
export type Standing = 'same' | 'kept' | 'saving' | 'saved' | 'offline' | 'refused' | 'theirs'
type Draft = NonNullable<ChecklistRow['draft']>

export function useEditing(row: ChecklistRow) {
  const base = shallowRef(row)
  const draft = useDraft<Kept>(`${DRAFTS}${row.id}`, () => ({ content: contentOf(row.draft ?? row), seen: row.draft?.version ?? 0, dirty: false }))
  const content = computed(() => draft.values.value.content)
  /** The last words before the page went away, which the store had no time for. */
  const last = `checklist-${useMe().value?.user.id ?? ''}-${row.id}`
  const faults = ref<Placed[]>(placed(row.draft?.faults ?? [], content.value.sections))
  const standing = ref<Standing>('same')
  const why = ref<Refusal | null>(null)
  /** What somebody else has saved meanwhile; null: his draft is gone, published or given up. */
  const theirs = shallowRef<Draft | null>(null)
  const restored = ref('')
  const ready = ref(false)
  const history = shallowRef(begun(JSON.stringify(content.value)))

  let timer: ReturnType<typeof setTimeout> | undefined
  let busy: Promise<void> | null = null
  let published = false
  /** What this machine has sent, or was sending when its page went away: met again at the server it is nobody else's. */
  const mine = new Set<string>()
  const sentText = (): string => plain(sentOf(content.value))

  async function open(): Promise<void> {
    // What was read by now is this very draft or nothing.
    await draft.settle()
    const words = readAtOnce<Kept & { at: string }>(last)
    if (words) {
      const { at, ...kept } = words
      draft.values.value = kept
      restored.value = at
      await draft.settle()
      forgetAtOnce(last)
    }
    const kept = draft.values.value
    const server = row.draft ?? row
    await showExamples(waitingIn(kept.content))
    if (!kept.dirty || (waitingIn(kept.content).length === 0 && plain(sentOf(kept.content)) === plain(sentOf(contentOf(server))))) {
      restored.value = ''
      await draft.clear()
      faults.value = placed(row.draft?.faults ?? [], content.value.sections)
    } else {
      restored.value ||= draft.restored.value ?? ''
      mine.add(plain(sentOf(kept.content)))
      if (kept.seen === (row.draft?.version ?? 0)) later(0)
      else meet(row)
    }
    history.value = begun(JSON.stringify(content.value))
    ready.value = true
    await forgetExamples(DRAFTS)
  }
  watch(content, () => { if (ready.value) touched() }, { deep: true })

  function touched(): void {
    const text = JSON.stringify(content.value)
    if (text === history.value.now) return
    draft.values.value.dirty = true
    if (standing.value !== 'theirs') standing.value = 'kept'
    clearTimeout(noting)
    noting = setTimeout(() => { history.value = noted(history.value, JSON.stringify(content.value)) }, 400)
    later(PAUSE)
  }
  let noting: ReturnType<typeof setTimeout> | undefined

  function later(pause: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => { void save() }, pause)
  }

  /** Send what is written; answers when it, or what stands in the way, is known. */
  function save(): Promise<void> {
    clearTimeout(timer)
    busy ??= send().finally(() => { busy = null })
    return busy
  }

  async function send(): Promise<void> {
    while (draft.values.value.dirty && standing.value !== 'theirs') {
      const stuck = await pictures()
      if (stuck === 'offline') return stopped(stuck)
      const text = sentText()
      mine.add(text)
      const places = content.value.sections.map((section) => ({ ...section, items: [...section.items] }))
      standing.value = 'saving'
      const got = await saveDraft(row.id, sentOf(content.value), draft.values.value.seen)
      if (!got.ok) {
        if (await wasMine(got.why)) continue
        return stopped(got.why)
      }
      base.value = got.data
      draft.values.value.seen = got.data.draft?.version ?? 0
      faults.value = placed(got.data.draft?.faults ?? [], places)
      why.value = null
      if (text === sentText()) {
        if (waitingIn(content.value).length === 0) draft.values.value.dirty = false
        else if (stuck) return stopped(stuck)
      }
      standing.value = 'saved'
    }
  }

  /** Pictures before the words that name them. Answers why one had to stay here. */
  async function pictures(): Promise<Refusal | null> {
    const waiting = waitingIn(content.value)
    if (waiting.length === 0) return null
    standing.value = 'saving'
    const why = await sendWaiting(waiting, (name, sha256) => {
      history.value = renamed(noted(history.value, JSON.stringify(content.value)), name, sha256)
      named(content.value, name, sha256)
    })
    await draft.settle()
    return why
  }
  /** What still lies here would be missing from what goes on without this draft. */
  async function withPictures(): Promise<Refusal | null> {
    const why = await pictures()
    return waitingIn(content.value).length === 0 ? null : why ?? 'offline'
  }

  /** A save whose answer this page never heard, because it was loaded anew, stands at the server: go on from there. */
  async function wasMine(reason: Refusal): Promise<boolean> {
    if (reason === 'offline' || reason.code !== 'changed_meanwhile') return false
    const now = await readChecklist(row.id)
    if (!now.ok || !now.data.draft || now.data.draft.version === draft.values.value.seen || !mine.has(plain(sentOf(contentOf(now.data.draft))))) return false
    base.value = now.data
    draft.values.value.seen = now.data.draft.version
    return true
  }

  async function stopped(reason: Refusal): Promise<void> {
    if (reason === 'offline') {
      standing.value = 'offline'
      return later(AGAIN)
    }
    // The server's own trouble passes.
    if (reason.status === 429 || (reason.status ?? 0) >= 500) later(AGAIN)
    if (reason.code === 'changed_meanwhile') {
      const now = await readChecklist(row.id)
      if (now.ok) return meet(now.data)
    }
    standing.value = 'refused'
    why.value = reason
  }

  function meet(now: ChecklistRow): void {
    base.value = now
    theirs.value = now.draft ?? null
    standing.value = 'theirs'
  }

  /** Mine over theirs, which the administrator has just been shown. */
  async function takeMine(): Promise<void> {
    draft.values.value.seen = theirs.value?.version ?? 0
    standing.value = 'kept'
    await save()
  }

  /** Theirs goes on; mine becomes a draft of its own, so that nothing of it is lost. */
  async function takeTheirs(title: string): Promise<Got<ChecklistRow>> {
    const stuck = await withPictures()
    if (stuck) return { ok: false, why: stuck }
    const { title: _, ...mine } = sentOf(content.value)
    let got = await beginChecklist(`${row.code}-2`.slice(-40), title, mine)
    for (let n = 3; !got.ok && got.why !== 'offline' && JSON.stringify(got.why.errors ?? '').includes('code_taken') && n < 20; n += 1) got = await beginChecklist(`${row.code}-${n}`.slice(-40), title, mine)
    if (got.ok) {
      const server = theirs.value ?? base.value
      draft.values.value = { content: contentOf(server), seen: theirs.value?.version ?? 0, dirty: false }
      faults.value = placed(theirs.value?.faults ?? [], content.value.sections)
      history.value = begun(JSON.stringify(content.value))
      standing.value = 'same'
    }
    return got
  }

  async function publish(): Promise<Got<ChecklistRow>> {
    await save()
    const stuck = await withPictures()
    if (stuck) return { ok: false, why: stuck }
    const got = await publishDraft(row.id, draft.values.value.seen)
    if (got.ok) {
      published = true
      await draft.done()
    }
    else if (got.why !== 'offline' && got.why.code === 'changed_meanwhile') await stopped(got.why)
    return got
  }

  function put(text: string): void {
    draft.values.value.content = JSON.parse(text) as Content
  }
  function step(way: typeof undone): void {
    clearTimeout(noting)
    history.value = way(noted(history.value, JSON.stringify(content.value)))
    put(history.value.now)
    draft.values.value.dirty = true
    if (standing.value !== 'theirs') standing.value = 'kept'
    later(PAUSE)
  }

  const online = (): void => { if (draft.values.value.dirty) later(0) }
  /** On leaving: on the disk at once, and to the server if it can be reached. */
  const leave = async (): Promise<void> => {
    const kept = draft.settle()
    if (draft.values.value.dirty && standing.value !== 'theirs') void save()
    await kept
  }
  const hidden = (): void => { if (document.visibilityState === 'hidden') void leave() }
  // Whoever reloads right after a word still finds it: nothing else is sure to be written before a page goes.
  const going = (): void => { if (draft.values.value.dirty && !published) keepAtOnce(last, { ...draft.values.value, at: stamp() }) }
  window.addEventListener('online', online)
  window.addEventListener('pagehide', going)
  document.addEventListener('visibilitychange', hidden)
  onScopeDispose(() => {
    clearTimeout(timer)
    window.removeEventListener('online', online)
    window.removeEventListener('pagehide', going)
    document.removeEventListener('visibilitychange', hidden)
  })

  return {
    content, base, faults, standing, why, theirs, restored, ready, open, save, publish, takeMine, takeTheirs, leave,
    canUndo: computed(() => history.value.past.length > 0), canRedo: computed(() => history.value.future.length > 0),
    undo: () => step(undone), redo: () => step(redone), forget: () => draft.done(),
  }
}
export type Editing = ReturnType<typeof useEditing>
