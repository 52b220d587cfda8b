/** The start of the app on a phone: who was here last, his database, the first screen; everything else after that. */
import { createApp } from 'vue'

import App from './App.vue'
import { i18n } from './lib/i18n'
import { router } from './router'

// Styles of ui/ come first, so that a screen's own can follow them.
import.meta.glob(['./ui/tokens.css', './ui/base.css'], { eager: true })

createApp(App).use(i18n).use(router).mount('#app')
