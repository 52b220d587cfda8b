/**
 * A page as it last stood on the screen. Where the app is opened at its address again, a small script of its own
 * (../../build/early.js) draws it while the app is still being made ready; the app then draws what really is in its
 * place. What was tapped meanwhile is done by the app, once it has read its store and if the same thing still stands there.
 *
 * A page that is kept says in `data-shown` what it is about, as far as a tap on it depends on that, and has `data-known` once
 * that comes from the store.
 */
import { onScopeDispose } from 'vue'

import { forgetAtOnce, keepAtOnce } from './atOnce'
import { drawn, idle } from './moment'

const NAME = 'shown'
/** Letters; a page beyond it is drawn by the app alone, since all that is kept at once shares 5 MB. */
const MOST = 100_000
/** What came last before this much silence is written, in ms: a round of taps is written once. */
const SILENCE = 1500
/** How long a tap waits for the store, in ms; it then counts for nothing. */
const PATIENCE = 5000
/** How long a finger that was on its way to what stood there before finds nothing, in ms from the painting. */
const HUSH = 400

/** What the small script reads. */
interface Shown {
  /** The app's own file: another version of it draws otherwise. */
  readonly app: string
  /** Whose screen it was: nobody else sees it. */
  readonly user: string
  /** Path and query of each address that would show this. */
  readonly addresses: readonly string[]
  readonly html: string
  /** The styles that came with the page; those of every start are there. */
  readonly css: string
  /** Of the document's own element: language and light. */
  readonly root: readonly (readonly [string, string])[]
}

declare global {
  interface Window {
    /** The small script has drawn a page. `about`: its `data-shown`; `tapped`: the first thing that was tapped of it. */
    xaShown?: { readonly about?: string | undefined, readonly tapped?: string }
  }
}

const theApp = (): HTMLElement | null => document.getElementById('app')
const about = (app: HTMLElement): string | undefined => app.querySelector<HTMLElement>('[data-shown]')?.dataset['shown']

/** A drawing of the page stands there, until the app itself does. */
export const isShown = (): boolean => window.xaShown !== undefined

const later = (time: number): Promise<void> => new Promise((done) => { setTimeout(done, time) })

/** The app has drawn itself: what was tapped before that is done now, or not at all if the page is about something else. */
export async function takeOver(): Promise<void> {
  const shown = window.xaShown
  delete window.xaShown
  const app = theApp()
  if (!app || !shown) return
  const same = (): boolean => shown.about !== undefined && shown.about === about(app)
  const known = (): boolean => app.querySelector('[data-known]') !== null
  if (shown.tapped === undefined && same()) return
  for (const began = performance.now(); same() && !known() && performance.now() < began + PATIENCE;) await later(20)
  if (same() && known()) [...app.querySelectorAll<HTMLElement>('a, button')].find((one) => one.outerHTML === shown.tapped)?.click()
  await hush(app)
}

/** Something else stands there than a moment ago: a second tap, or one that was on its way, was not meant for it. */
async function hush(app: HTMLElement): Promise<void> {
  app.inert = true
  await drawn()
  await later(HUSH)
  app.inert = false
}

/** Keep this page as it stands there, a moment after each change, while it is open. `addresses`: path and query of each that would show it. */
export function useShown(whose: () => string | undefined, addresses: () => readonly string[]): void {
  const app = theApp()
  if (!app) return
  const write = (): void => {
    clearTimeout(timer)
    keep(app, whose(), addresses())
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  let open = true
  const changes = new MutationObserver(() => {
    clearTimeout(timer)
    timer = setTimeout(() => { void idle(SILENCE).then(() => { if (open) write() }) }, SILENCE)
  })
  changes.observe(app, { subtree: true, childList: true, attributes: true, characterData: true })
  // A screen that goes dark may never come back.
  const dark = (): void => { if (document.visibilityState === 'hidden') write() }
  document.addEventListener('visibilitychange', dark)
  onScopeDispose(() => {
    open = false
    clearTimeout(timer)
    changes.disconnect()
    document.removeEventListener('visibilitychange', dark)
    forgetAtOnce(NAME)
  })
}

function keep(app: HTMLElement, user: string | undefined, addresses: readonly string[]): void {
  // What somebody typed into a drawing would be lost.
  const fields = app.querySelector('input, textarea, select, [contenteditable]')
  if (user === undefined || fields || addresses.length === 0) return forgetAtOnce(NAME)
  // Not read yet: what was kept before is as good.
  if (!app.querySelector('[data-known]')) return
  const shown: Shown = {
    app: document.querySelector('script[type=module][src]')?.getAttribute('src') ?? '', user, addresses, css: styles(),
    // A picture that this page alone holds is gone with it.
    html: app.innerHTML.replace(/<img [^>]*src="blob:[^>]*>/g, ''),
    root: document.documentElement.getAttributeNames().map((name) => [name, document.documentElement.getAttribute(name) ?? '']),
  }
  if (shown.html.length + shown.css.length > MOST) forgetAtOnce(NAME)
  else keepAtOnce(NAME, shown)
}

let read: { readonly sheets: number, readonly css: string } | undefined
/** The styles of all pages that were open; O(rules), once for as many sheets. */
function styles(): string {
  const [, ...pages] = [...document.styleSheets].filter((sheet) => sheet.href)
  if (read?.sheets !== pages.length) read = { sheets: pages.length, css: pages.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\n') }
  return read.css
}
