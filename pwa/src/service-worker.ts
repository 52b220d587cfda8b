/** A table of routes: what the phone keeps so that the app opens with no network at all. The API is never kept, except pictures. */
/// <reference lib="webworker" />
import { ExpirationPlugin } from 'workbox-expiration'
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst, StaleWhileRevalidate } from 'workbox-strategies'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string, revision: string | null }[] }

cleanupOutdatedCaches()
precacheAndRoute(self.__WB_MANIFEST)

const app = createHandlerBoundToURL('/index.html')
registerRoute(new NavigationRoute(app, { denylist: [/^\/api\//, /^\/(healthz|readyz|site|problems|papers|draws)\b/] }))

// What a paper's code opens, the server knows best; without a signal the app shows what this phone holds.
registerRoute(new NavigationRoute(async (asked) => {
  try {
    return await fetch(asked.request)
  }
  catch {
    return app(asked)
  }
}, { allowlist: [/^\/papers\//] }))

// Answers vary with the language of who asks; a picture does not.
const ANY = { ignoreVary: true }
// A photo's bytes never change, so a thumbnail once seen is there without a signal.
const photo = (size: string) => ({ url }: { url: URL }): boolean => /^\/api\/v1\/photos\/[^/]+$/.test(url.pathname) && url.searchParams.get('size') === size
registerRoute(photo('thumb'), new CacheFirst({ cacheName: 'photos-thumb', matchOptions: ANY, plugins: [new ExpirationPlugin({ maxEntries: 3000, purgeOnQuotaError: true })] }))
registerRoute(photo('screen'), new StaleWhileRevalidate({ cacheName: 'photos-screen', matchOptions: ANY, plugins: [new ExpirationPlugin({ maxEntries: 150, purgeOnQuotaError: true })] }))

// Example pictures never change either; there are only so many, and they go first when the phone is full.
registerRoute(({ url }) => /^\/api\/v1\/checklists\/pictures\/[0-9a-f]{64}$/.test(url.pathname), new CacheFirst({ cacheName: 'examples', matchOptions: ANY, plugins: [new ExpirationPlugin({ maxEntries: 240, purgeOnQuotaError: true })] }))

// A new version waits until the person says that now is a good moment.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
})
// The first version may serve at once the page that installed it.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

/** Background Sync, where there is one: wake the pages that are open. */
self.addEventListener('sync', (event: Event & { tag?: string, waitUntil?: (work: Promise<unknown>) => void }) => {
  if (event.tag === 'outbox') event.waitUntil?.(self.clients.matchAll({ type: 'window' }).then((pages) => { for (const page of pages) page.postMessage('sync-now') }))
})
