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
  let kept
  try { kept = JSON.parse(localStorage.getItem('xunan-shown')) } catch { /* It is only a copy. */ }
  const app = document.querySelector('script[type=module][src]').getAttribute('src')
  if (kept?.app !== app || !kept.addresses.includes(location.pathname + location.search)) return
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
    shown.tapped ??= one.outerHTML
  }
  root.addEventListener('click', tapped, true)
  // An app that does not come must not leave a page behind on which nothing works.
  setTimeout(() => { if (window.xaShown === shown) root.textContent = '' }, 15000)
})(PAGES)
