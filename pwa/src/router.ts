/** Every screen has an address, and each is fetched when it is first needed; only the first one comes with the app. */
import { type RouteRecordRaw, createRouter, createWebHistory } from 'vue-router'

import HomePage from './home/HomePage.vue'
import { useMe } from './people/session'

const pages = import.meta.glob<{ default: object }>(['./*/*Page.vue', '!./admin/**', '!./draws/**', '!./home/**'])
const admin = import.meta.glob<{ routes: RouteRecordRaw[] }>('./admin/routes.ts', { eager: true })
const draws = import.meta.glob<{ desk: RouteRecordRaw[], routes: RouteRecordRaw[] }>('./draws/routes.ts', { eager: true })
const desk = Object.values(draws).flatMap(part => part.desk)

/** [address, file, name, open to people who are not signed in] */
const TABLE: readonly (readonly [string, string, string, 'open'?])[] = [
  ['/hazards', 'hazards/HazardListPage', 'hazards'],
  ['/reviews', 'hazards/ReviewListPage', 'reviews'],
  ['/hazards/:id', 'hazards/HazardPage', 'hazard'],
  ['/hazards/:id/act/:action', 'hazards/ActPage', 'act'],
  ['/hazards/:id/fix', 'capture/FixPage', 'fix'],
  ['/hazards/:id/photos', 'capture/MorePhotosPage', 'more-photos'],
  ['/hazards/:id/details', 'capture/DetailsPage', 'details'],
  ['/snap', 'capture/SnapPage', 'snap'],
  ['/saved/:id', 'capture/SlipPage', 'slip'],
  ['/enterprises/:id', 'walkthroughs/EnterprisePage', 'enterprise'],
  ['/enterprises/:id/check', 'walkthroughs/StartPage', 'check'],
  ['/enterprises/:id/certificates', 'certificates/LedgerPage', 'certificates'],
  ['/enterprises/:id/certificates/new', 'certificates/CardFormPage', 'certificate-new'],
  ['/enterprises/:id/certificates/check', 'certificates/CheckPage', 'certificate-check'],
  ['/certificates/:id', 'certificates/CardPage', 'certificate'],
  ['/certificates/:id/edit', 'certificates/CardEditPage', 'certificate-edit'],
  ['/walkthroughs/:id', 'walkthroughs/WalkPage', 'walk'],
  ['/walkthroughs/:id/items', 'walkthroughs/ItemsPage', 'walk-items'],
  ['/walkthroughs/:id/pictures', 'walkthroughs/PicturesPage', 'walk-pictures'],
  ['/walkthroughs/:id/proof', 'capture/ProofPage', 'walk-proof'],
  ['/walkthroughs/:id/quiz', 'quizzes/QuizPage', 'quiz'],
  ['/walkthroughs/:id/sign', 'walkthroughs/SignPage', 'walk-sign'],
  ['/visits/:id', 'walkthroughs/VisitPage', 'visit'],
  ['/:of(walkthroughs|hazards)/:id/:kind(notice|review)', 'walkthroughs/OrderPage', 'order'],
  ['/plans', 'plans/PlansPage', 'plans'],
  ['/plans/new', 'plans/AssignPage', 'assign'],
  ['/plans/:id', 'plans/PlanPage', 'plan'],
  ['/plans/:id/look', 'plans/LookBackPage', 'look-back'],
  ['/plans/:id/kept/:hazard', 'capture/KeptPage', 'kept'],
  ['/self-checks', 'plans/OwnChecksPage', 'self-checks'],
  ['/photos/:id', 'photos/ViewerPage', 'photo'],
  ['/tray', 'conflicts/TrayPage', 'tray'],
  ['/tray/diary', 'conflicts/DiaryPage', 'diary'],
  ['/tray/report', 'conflicts/ReportPage', 'report'],
  ['/tray/conflicts/:id', 'conflicts/ConflictPage', 'conflict'],
  ['/tray/contributions/:id', 'conflicts/ContributionPage', 'contribution'],
  ['/notices', 'notices/NoticeListPage', 'notices'],
  ['/me', 'people/AccountPage', 'account'],
  ['/me/devices', 'people/DevicesPage', 'devices'],
  ['/sign-in', 'people/SignInPage', 'sign-in', 'open'],
  ['/invitations/:token', 'people/InvitationPage', 'invitation', 'open'],
  ['/resets/:token', 'people/ResetPage', 'reset', 'open'],
]

const routes: RouteRecordRaw[] = TABLE.flatMap(([path, file, name, open]) => {
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
