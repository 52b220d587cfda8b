/** The day it is, for screens that stay open over midnight: what is due today is overdue tomorrow. */
import { readonly, ref } from 'vue'

import { today } from './clock'

const day = ref(today())
const look = (): void => { day.value = today() }

/** A phone that slept wakes with the page in front; one that did not is asked every minute. */
document.addEventListener('visibilitychange', look)
setInterval(look, 60_000)

/** `YYYY-MM-DD`, and whoever shows it is drawn anew when it changes. */
export const thisDay = readonly(day)
