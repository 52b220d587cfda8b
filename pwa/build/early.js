/*
 * Where the app is opened at a page, that page's files are on their way while the app itself starts; and if it was the
 * last thing on the screen, it stands there as it was (src/lib/shown.ts keeps it) until the app draws it.
 */
(pages => {
  const page = pages.find(([address]) => new RegExp(address).test(location.pathname))
  for (const file of page ? page[1] : []) {
    const link = document.createElement('link')
    link.rel = file.endsWith('.js') ? 'modulepreload' : 'preload'
    if (link.rel === 'preload') link.as = 'style'
    link.crossOrigin = ''
    link.href = `/assets/${file}`
    document.head.append(link)
  }
  let kept, person, revoked
  try {
    [kept, person, revoked] = ['shown', 'person', 'revoked'].map(name => JSON.parse(localStorage.getItem(`xunan-${name}`)))
  } catch { /* They are only copies. */ }
  if (!kept || revoked || kept.user !== person?.user.id) return
  const app = document.querySelector('script[type=module][src]').getAttribute('src')
  if (kept.app !== app || !kept.addresses.includes(location.pathname + location.search)) return
  for (const [name, value] of kept.root) document.documentElement.setAttribute(name, value)
  const root = document.getElementById('app')
  root.innerHTML = kept.html
  const style = document.createElement('style')
  style.textContent = kept.css
  root.prepend(style)
  const shown = window.xaShown = { about: root.querySelector('[data-shown]')?.dataset.shown }
  const tapped = event => {
    if (window.xaShown !== shown) return root.removeEventListener('click', tapped, true)
    const one = event.target.closest('a, button')
    if (!one) return
    event.preventDefault()
    if (shown.tapped !== undefined) return
    shown.tapped = one.outerHTML
    one.setAttribute('aria-busy', 'true')
  }
  root.addEventListener('click', tapped, true)
  // An app that does not come must not leave a page behind on which nothing works.
  setTimeout(() => {
    if (window.xaShown !== shown) return
    delete window.xaShown
    root.textContent = ''
  }, 15000)
})(PAGES)
