/** The desk of those who keep areas, enterprises and people: fetched only when somebody sits down at it. */
import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'

import { useMe } from '../people/session'
import { unreachable } from './unreachable'

type Loader = () => Promise<Component | { default: Component }>

/**
 * A phone does not carry the desk: without a connection it cannot be fetched, and the page says so. With one, the
 * router tries the whole app anew (`reloaded`); when that did not help, this version is older than the server's.
 */
const page = (load: Loader): Loader => () => load().catch((error: unknown) => {
  if (navigator.onLine && !sessionStorage.getItem('reloaded')) throw error
  return unreachable
})

/** Who has something to keep here. */
export const KEEPERS: ReadonlySet<string> = new Set(['admin', 'district', 'township', 'principal'])

/** Who says how often places are checked; the others at the desk have no page for it. */
const SETTERS: ReadonlySet<string> = new Set(['admin', 'district', 'township'])
/** Who brings a ledger in or out as a table; the server says where. */
const LEDGER: ReadonlySet<string> = new Set(['admin', 'district', 'township', 'grid', 'principal', 'manager'])

export const routes: RouteRecordRaw[] = [{
  path: '/admin',
  component: page(() => import('./DeskPage.vue')),
  beforeEnter: () => useMe().value?.roles.some((role) => KEEPERS.has(role)) === true || '/me',
  children: [
    { path: '', name: 'admin', redirect: '/admin/enterprises' },
    { path: 'enterprises', name: 'admin-enterprises', component: page(() => import('./EnterprisesPage.vue')) },
    { path: 'enterprises/new', name: 'admin-enterprise-new', component: page(() => import('./EnterprisePage.vue')) },
    { path: 'enterprises/import', name: 'admin-enterprise-import', component: page(() => import('./EnterpriseImportPage.vue')) },
    { path: 'enterprises/:id', name: 'admin-enterprise', component: page(() => import('./EnterprisePage.vue')), props: true },
    { path: 'people', name: 'admin-people', component: page(() => import('./PeoplePage.vue')) },
    { path: 'people/new', name: 'admin-person-new', component: page(() => import('./InvitePage.vue')) },
    { path: 'people/import', name: 'admin-people-import', component: page(() => import('./PeopleImportPage.vue')) },
    { path: 'people/:id', name: 'admin-person', component: page(() => import('./PersonPage.vue')), props: true },
    { path: 'areas', name: 'admin-areas', component: page(() => import('./AreasPage.vue')) },
    { path: 'frequency', name: 'admin-frequency', component: page(() => import('./frequency/FrequencyPage.vue')), beforeEnter: () => useMe().value?.roles.some((role) => SETTERS.has(role)) === true || '/admin' },
    { path: 'questions', name: 'admin-questions', component: page(() => import('./quizzes/QuestionsPage.vue')) },
    { path: 'questions/new', name: 'admin-question-new', component: page(() => import('./quizzes/QuestionPage.vue')) },
    { path: 'questions/import', name: 'admin-questions-import', component: page(() => import('./quizzes/ImportPage.vue')) },
    { path: 'questions/:code/edit', name: 'admin-question', component: page(() => import('./quizzes/QuestionPage.vue')), props: true },
    { path: 'phones', name: 'admin-phones', component: page(() => import('./PhonesPage.vue')), beforeEnter: () => useMe().value?.roles.includes('admin') === true || '/admin' },
    { path: 'checklists', name: 'admin-checklists', component: page(() => import('./checklists/ChecklistsPage.vue')) },
    { path: 'checklists/import', name: 'admin-checklist-import', component: page(() => import('./checklists/ImportPage.vue')) },
    { path: 'checklists/:id/edit', name: 'admin-checklist-edit', component: page(() => import('./checklists/EditorPage.vue')), props: true },
    { path: 'checklists/:id', name: 'admin-checklist', component: page(() => import('./checklists/ChecklistPage.vue')), props: true },
  ],
}, {
  // Those who answer for an enterprise have no desk, and yet a ledger.
  path: '/enterprises/:id/certificates/table', name: 'certificates-table', component: page(() => import('./LedgerTablePage.vue')), props: true,
  beforeEnter: () => useMe().value?.roles.some((role) => LEDGER.has(role)) === true || '/',
}]
