/** Every screen has an address, and each is fetched when it is first needed; only the first one comes with the app. */
import { type RouteRecordRaw, createRouter, createWebHistory } from 'vue-router'

import { ADDRESSES } from './addresses'
import HomePage from './home/HomePage.vue'
import { useMe } from './people/session'

const pages = import.meta.glob<{ default: object }>(['./*/*Page.vue', '!./admin/**', '!./draws/**', '!./home/**'])
const admin = import.meta.glob<{ routes: RouteRecordRaw[] }>('./admin/routes.ts', { eager: true })
const draws = import.meta.glob<{ desk: RouteRecordRaw[], routes: RouteRecordRaw[] }>('./draws/routes.ts', { eager: true })
const desk = Object.values(draws).flatMap(part => part.desk)

const routes: RouteRecordRaw[] = ADDRESSES.flatMap(([path, file, name, open]) => {
  const load = pages[`./${file}.vue`]
  return load ? [{ path, name, component: load, props: true, meta: { open: open !== undefined } }] : []
})

export const router = createRouter({
  history: createWebHistory('/'),
  routes: [
    { path: '/', name: 'home', component: HomePage },
    ...routes,
    ...Object.values(admin).flatMap(part => part.routes).map(route => (route.path === '/admin' ? { ...route, children: [...route.children ?? [], ...desk] } : route)),
    ...Object.values(draws).flatMap(part => part.routes),
    // What a paper's code opens; with a signal the server answers first.
    { path: '/papers/walkthroughs/:id', redirect: to => `/walkthroughs/${String(to.params['id'])}/sign` },
    { path: '/papers/hazards/:id', redirect: to => `/hazards/${String(to.params['id'])}` },
    { path: '/:rest(.*)*', name: 'nowhere', redirect: '/' },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach((to) => {
  if (useMe().value === null && to.meta['open'] !== true) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { then: to.fullPath } }
  return true
})

// After an update another tab made, a page's old file may be gone: take the new version of the whole app.
router.onError((_error, to) => {
  // Without a network too, where the service worker has the whole app.
  if ((navigator.onLine || navigator.serviceWorker?.controller) && !sessionStorage.getItem('reloaded')) {
    sessionStorage.setItem('reloaded', '1')
    location.assign(to.fullPath)
  }
})
router.afterEach(() => sessionStorage.removeItem('reloaded'))
