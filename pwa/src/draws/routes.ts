/** Draws at the desk, and whom one may not check: fetched only when somebody comes for them, since nothing of it goes without the server. */
import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'

import { unreachable } from '../admin/unreachable'
import { useMe } from '../people/session'
import { draws } from './draws'

type Loader = () => Promise<Component | { default: Component }>
const page = (load: Loader): Loader => () => load().catch((error: unknown) => {
  if (navigator.onLine && !sessionStorage.getItem('reloaded')) throw error
  return unreachable
})
const drawing = (): true | string => draws(useMe().value) || '/admin'

/** Pages of the desk. */
export const desk: RouteRecordRaw[] = [
  { path: 'draws', name: 'draws', component: page(() => import('./DrawsPage.vue')), beforeEnter: drawing },
  { path: 'draws/new', name: 'draw-new', component: page(() => import('./NewDrawPage.vue')), beforeEnter: drawing },
  { path: 'draws/:id', name: 'draw', component: page(() => import('./DrawPage.vue')), props: true, beforeEnter: drawing },
]

export const routes: RouteRecordRaw[] = [
  { path: '/me/ties', name: 'ties', component: page(() => import('./TiesPage.vue')) },
  { path: '/people/:person/ties', name: 'ties-of', component: page(() => import('./TiesPage.vue')), props: true },
]
