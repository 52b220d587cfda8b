/** When to do what nobody waits for. */

let painted: Promise<void> | undefined

/** The screen has been drawn once since this was first asked, which is while the first page is made. */
export const afterPaint = (): Promise<void> => painted ??= typeof requestAnimationFrame === 'function' && typeof document !== 'undefined'
  // A frame may never come while the page is hidden.
  ? new Promise((done) => { requestAnimationFrame(() => { setTimeout(done) }); setTimeout(done, 500) })
  : Promise.resolve()

/** The next turn: what was tapped or is to be drawn comes first, and no clock is waited for. */
export const breath = (): Promise<void> => new Promise((done) => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    done()
  }
  port2.postMessage(null)
})

/** The next moment in which nobody waits for the screen, at the latest after so many ms. */
export const idle = (latest = 1000): Promise<void> => new Promise((done) => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(() => { done() }, { timeout: latest })
  else setTimeout(done)
})

/** The frame that shows what was just changed has been drawn. */
export const drawn = (): Promise<void> => typeof requestAnimationFrame === 'function' && typeof document !== 'undefined'
  // A frame may never come while the page is hidden.
  ? new Promise((done) => { requestAnimationFrame(() => { setTimeout(done) }); setTimeout(done, 200) })
  : Promise.resolve()

let passing: Promise<void> | null = null

/** A finger has tapped and waits: whatever reads again because of it does so once this is over and the screen was drawn. */
export function letPass(over: Promise<unknown>): void {
  const mine: Promise<void> = over.catch(() => undefined).then(drawn).then(() => idle(300)).then(() => { if (passing === mine) passing = null })
  passing = mine
}

/** What to let pass first, if anything. */
export const passes = (): Promise<void> | null => passing
