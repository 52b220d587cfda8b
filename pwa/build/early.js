/* Where the app is opened at a page, that page's files are on their way while the app itself starts. */
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
})(PAGES)
