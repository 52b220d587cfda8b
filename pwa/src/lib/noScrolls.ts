/**
 * vue-router begins by reading the scroll positions of this tab, and in a new one there is nothing to parse: an error is
 * made while the app's whole file still runs. Where a tool listens, Chromium then reads that file once more to know the
 * place: 100 ms of a start slowed down four times. So an empty one lies there before.
 */
try {
  sessionStorage['vue-router:scroll'] ??= '{}'
} catch { /* A browser that keeps nothing. */ }

export {}
