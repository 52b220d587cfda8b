/** A new version of the app waits until the person says that now is a good moment. */
import { type Ref, shallowReadonly, shallowRef } from 'vue'

const waiting = shallowRef<ServiceWorker | null>(null)
let asked = false

/** Look for a newer version at most this often. */
const HOUR = 3_600_000

/**
 * The newer one takes over once the older one answers nobody any more. Whatever of this page still waits for an answer
 * ends when the page is loaded anew, after so many ms; that somebody said “now” is remembered meanwhile.
 */
const PATIENCE = 4000
const SAID = 'take-over'

function watchFor(registration: ServiceWorkerRegistration): void {
  // Without a controller this is the first version: there is nothing to change from.
  const offer = (): void => { if (registration.waiting && navigator.serviceWorker.controller) waiting.value = registration.waiting }
  offer()
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing
    coming?.addEventListener('statechange', () => { if (coming.state === 'installed') offer() })
  })
  let last = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - last < HOUR) return
    last = Date.now()
    void registration.update().catch(() => undefined)
  })
}

/** Let the app open without a network from now on. Where the browser has no service workers, it works with one. */
export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  navigator.serviceWorker.addEventListener('controllerchange', () => { if (asked) location.reload() })
  try {
    const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/' })
    watchFor(registration)
    if (sessionStorage.getItem(SAID) && registration.waiting) takeOver(registration.waiting)
    sessionStorage.removeItem(SAID)
  } catch (reason) {
    console.warn('The app will not open without a network here', reason)
  }
}

function takeOver(worker: ServiceWorker): void {
  asked = true
  worker.postMessage(SAID)
}

export function useUpdate(): { readonly ready: Readonly<Ref<ServiceWorker | null>>, readonly take: () => void } {
  return {
    ready: shallowReadonly(waiting),
    take: () => {
      if (!waiting.value) return
      takeOver(waiting.value)
      setTimeout(() => {
        sessionStorage.setItem(SAID, '1')
        location.reload()
      }, PATIENCE)
    },
  }
}
