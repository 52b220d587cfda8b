// Laid into every page that is measured. A thing's moment is when the frame that shows it was painted.
window.bench = {
  marks: {},
  waits: {},

  frame: () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = done
    channel.port2.postMessage(0)
  })),

  rest: (time) => new Promise((done) => setTimeout(done, time)),

  /** Note when `test` first holds. */
  when: (name, test) => {
    delete window.bench.marks[name]
    window.bench.waits[name] = test
  },

  /** That moment, once it has come; null when it does not come in time. */
  mark: async (name, patience) => {
    const until = performance.now() + patience
    while (window.bench.marks[name] === undefined) {
      if (performance.now() > until) return null
      await window.bench.rest(20)
    }
    return window.bench.marks[name]
  },

  /** How many hazards the phone's own store holds. */
  count: async () => {
    const ask = (asked) => new Promise((done, fail) => {
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => fail(asked.error)
    })
    const names = (await indexedDB.databases()).map((each) => each.name)
    const base = await ask(indexedDB.open(names.find((name) => name.startsWith('xunan-') && name !== 'xunan-phone')))
    const found = await ask(base.transaction('hazard').objectStore('hazard').count())
    base.close()
    return found
  },

  /** Jump to these shares of the page's height; milliseconds until a row stands where the eye is, for each. */
  jumps: async (places) => {
    const spent = []
    for (const share of places) {
      const began = performance.now()
      window.scrollTo(0, share * (document.documentElement.scrollHeight - innerHeight))
      do await window.bench.frame()
      while (!document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('a.xa-hazard-row'))
      spent.push(performance.now() - began)
      await window.bench.rest(150)
    }
    return spent
  },

  /** A long pull of the thumb: the times between frames. */
  pull: async (frames) => {
    window.scrollTo(0, 0)
    await window.bench.rest(300)
    const gaps = []
    let last = await new Promise(requestAnimationFrame)
    for (let n = 0; n < frames; n++) {
      window.scrollBy(0, 48)
      const now = await new Promise(requestAnimationFrame)
      gaps.push(now - last)
      last = now
    }
    return gaps
  },
}

new MutationObserver(() => {
  for (const [name, test] of Object.entries(window.bench.waits)) {
    if (!test()) continue
    delete window.bench.waits[name]
    void window.bench.frame().then(() => { window.bench.marks[name] ??= performance.now() })
  }
}).observe(document, { childList: true, subtree: true, characterData: true, attributes: true })

addEventListener('pointerdown', (event) => { window.bench.marks.tap = event.timeStamp }, true)
addEventListener('input', (event) => { window.bench.marks.input = event.timeStamp }, true)

// The transaction that saves a hazard with its photos: durable when it is complete (the app asks for strict durability).
const begin = IDBDatabase.prototype.transaction
IDBDatabase.prototype.transaction = function (...words) {
  const made = begin.apply(this, words)
  const names = made.objectStoreNames
  if (made.mode === 'readwrite' && names.contains('outbox') && names.contains('captures')) {
    made.addEventListener('complete', () => { window.bench.marks.durable ??= performance.now() })
  }
  return made
}

window.bench.when('home', () => {
  const main = document.querySelector('.xa-home-head ~ main')
  return main?.querySelector('.xa-hazard-row, .xa-band') != null && main.querySelector('.xa-grey') === null
})
