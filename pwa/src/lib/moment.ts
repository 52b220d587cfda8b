/** When to do what nobody waits for. */

const painted: Promise<void> = typeof requestAnimationFrame === 'function' && typeof document !== 'undefined'
  // A frame may never come while the page is hidden.
  ? new Promise((done) => { requestAnimationFrame(() => { setTimeout(done) }); setTimeout(done, 500) })
  : Promise.resolve()

/** The screen has been drawn once since this module was loaded. */
export const afterPaint = (): Promise<void> => painted

/** The next moment in which nobody waits for the screen, at the latest after so many ms. */
export const idle = (latest = 1000): Promise<void> => new Promise((done) => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(() => { done() }, { timeout: latest })
  else setTimeout(done)
})
