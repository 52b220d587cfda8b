/* Where the app is opened at a page, that page's files are on their way while the app itself starts. */
(pages => {
  const asked = location.pathname.split('/')
  const page = pages.find(([path]) => {
    const parts = path.split('/')
    return parts.length === asked.length && parts.every((part, n) => part === asked[n] || part[0] === ':')
  })
  for (const file of page ? page[1] : []) {
    const link = document.createElement('link')
    link.rel = file.endsWith('.js') ? 'modulepreload' : 'preload'
    if (link.rel === 'preload') link.as = 'style'
    link.crossOrigin = ''
    link.href = `/assets/${file}`
    document.head.append(link)
  }
})(PAGES)
