/** The start of the app on a phone: who was here last, his database, the first screen; everything else after that. */
import './lib/noScrolls'

import { createApp, watch } from 'vue'

import App from './App.vue'
import { closeDatabase, phoneRemembersAtOnce } from './database'
import { startKeeping } from './home/kept'
import { afterPaint, breath, idle } from './lib/moment'
import { isShown, takeOver } from './lib/shown'
import { registerServiceWorker } from './lib/update'
import { onOtherTabs, refreshMe, resume, resumeAtOnce, type Said, useMe } from './people/session'
import { finishLeaving, leaveIfRevoked } from './people/signIn'
import { guessSettings, readSettings } from './people/settings'
import { startPhotos, workSoon } from './photos/work'
import { router } from './router'
import { clearStored } from './storage/clearing'
import { goesOn, isFull, tellFull, watchForFull } from './storage/full'
import { patiently, useClosed } from './storage/opening'
import { type Loop, startLoop } from './sync/loop'
import { startNews } from './sync/news'
import { type Round, round } from './sync/round'
import { startWaking } from './sync/wake'

import 'vant/es/style/base.css'
import './ui/tokens.css'
import './ui/base.css'

/** What follows each round: photos may go on, posts may have changed, a revoked device may be done. */
async function afterRound(done: Round): Promise<void> {
  if (done.ending.kind === 'done') await refreshMe(done.reset)
  if (done.ending.kind === 'done' || done.ending.kind === 'ended') workSoon()
  if (done.ending.kind === 'done') goesOn('news')
  if (done.ending.kind !== 'ended' || done.ending.why !== 'device_revoked') return
  const why = await leaveIfRevoked(done.refused === true)
  if (why) await router.replace({ name: 'sign-in', query: { why } })
}

/** A round that broke off, for want of room perhaps: what the server has makes some, or the person is told. */
async function afterBreak(reason: unknown): Promise<void> {
  if (!isFull(reason)) return console.error('A round broke off', reason)
  if (await clearStored().catch(() => 0) > 0) loop?.now()
  else tellFull(reason, 'news')
}

let loop: Loop | null = null
/** What else runs while somebody is in, and how each of it is stopped. */
let stops: readonly (() => void)[] = []

/** The engine runs while somebody is in. */
function follow(userId: string | undefined): void {
  loop?.stop()
  for (const stop of stops) stop()
  loop = null
  stops = []
  if (userId === undefined) return
  const running = loop = startLoop([afterRound], round, (reason) => { void afterBreak(reason) })
  stops = [startPhotos(), startNews(() => running.now()), startWaking(), startKeeping()]
}

/** The phone's store has the last word about who is here. `said`: what another tab told of it. */
async function confirm(said?: Said): Promise<void> {
  const was = useMe().value?.user.id
  const remembered = phoneRemembersAtOnce('person') !== undefined
  await patiently(async () => {
    await readSettings()
    await resume()
  })
  const is = useMe().value?.user.id
  if (is === was) return
  // Nobody has gone, and yet the store knows nobody: the system or somebody has emptied it. A person who left in
  // another tab may be remembered here for a moment longer.
  await router.replace(is !== undefined ? '/' : remembered && said !== 'out' ? { name: 'sign-in', query: { why: 'emptied' } } : '/sign-in')
  if (is === undefined) closeDatabase()
}

/** How long the frame of the app waits for its page, in ms. */
const PAGE = 400
const later = (time: number): Promise<void> => new Promise((done) => { setTimeout(done, time) })

async function begin(): Promise<void> {
  guessSettings()
  const known = resumeAtOnce()
  if (!known) {
    await patiently(async () => {
      await readSettings()
      await resume()
    }).catch((error: unknown) => { console.error('The store does not open', error) })
  }
  const app = createApp(App).use(router)
  // Where no form says it itself, the frame around all of them does.
  app.config.errorHandler = (error) => { if (!tellFull(error)) console.error(error) }
  watchForFull()
  // Between what was read and what is drawn a finger may get a word in.
  await breath()
  // A page whose file is on the phone is drawn together with its frame, once; one that must be fetched is not waited for,
  // unless it stands there already.
  await Promise.race([router.isReady().catch(() => undefined), later(isShown() ? 10 * PAGE : PAGE)])
  app.mount('#app')
  void takeOver()
  // What the person came for first; then the server.
  await afterPaint()
  if (known) await confirm().catch((error: unknown) => { console.error('Who is here was not read', error) })
  // A later version may know how to open what this one does not.
  if (useClosed().value) return registerServiceWorker()
  await idle()
  const me = useMe()
  onOtherTabs((said) => { void confirm(said) })
  watch(() => me.value?.user.id, follow, { immediate: true })
  void finishLeaving()
  await registerServiceWorker()
}

void begin()
