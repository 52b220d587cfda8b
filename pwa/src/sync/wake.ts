/**
 * Asks the browser to wake this page once there is a signal (Background Sync, where there is one): a phone in a
 * pocket then sends what it holds without being looked at.
 */
import { onPoke } from './outbox'

interface SyncManager { register(tag: string): Promise<void> }

async function askOnce(): Promise<void> {
  const registration = await navigator.serviceWorker.ready
  const manager = (registration as ServiceWorkerRegistration & { readonly sync?: SyncManager }).sync
  // Refused by the person or unknown to the browser: the page sends when it is looked at.
  await manager?.register('outbox').catch(() => undefined)
}

/** Whenever something was saved. Answers how to stop. */
export function startWaking(): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined
  return onPoke(() => { void askOnce() })
}
