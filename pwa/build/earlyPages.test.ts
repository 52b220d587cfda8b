/** A page opened by its address: its files are asked for at once, those and no others. */
import { runInNewContext } from 'node:vm'

import { expect, it } from 'vitest'

import { scriptFor } from './earlyPages'

type Chunk = Parameters<typeof scriptFor>[0][number]

const chunk = (name: string, of: string, imports: string[], more: Partial<Chunk> = {}): Chunk => ({
  fileName: `assets/${name}.js`, moduleIds: [`/x/pwa/src/${of}`], isEntry: false, imports: imports.map((one) => `assets/${one}.js`),
  viteMetadata: { importedAssets: new Set(), importedCss: new Set([`assets/${name}.css`]) } as NonNullable<Chunk['viteMetadata']>, ...more,
})
const CHUNKS = [
  chunk('index', 'home/HomePage.vue', [], { isEntry: true }),
  chunk('pieces', 'ui/Sheet.vue', ['index']),
  chunk('walk', 'walkthroughs/WalkPage.vue', ['index', 'pieces']),
  chunk('items', 'walkthroughs/ItemsPage.vue', ['walk', 'pieces', 'index']),
  chunk('act', 'hazards/ActPage.vue', ['index']),
  chunk('order', 'walkthroughs/OrderPage.vue', ['index']),
  chunk('look', 'plans/LookBackPage.vue', ['index']),
  chunk('hazard', 'hazards/HazardPage.vue', ['index']),
]

/** As much of an element as the script uses. */
class Fake {
  rel = ''
  href = ''
  innerHTML = ''
  textContent = ''
  readonly attributes: Record<string, string> = {}
  readonly parts: Fake[] = []
  listener: ((event: unknown) => void) | undefined
  append(one: Fake): void { this.parts.push(one) }
  prepend(one: Fake): void { this.parts.unshift(one) }
  setAttribute(name: string, value: string): void { this.attributes[name] = value }
  getAttribute(): string { return '/assets/index-1.js' }
  querySelector(): { dataset: { shown: string } } { return { dataset: { shown: 'T12' } } }
  addEventListener(_: string, listener: (event: unknown) => void): void { this.listener = listener }
  removeEventListener(): void { this.listener = undefined }
}
interface Told { about?: string, tapped?: string }

/** The script on a page opened at `address`, on a phone that has `kept` this. */
function opened(address: string, kept: string | null = null, more: Readonly<Record<string, string | null>> = {}) {
  const [head, root, whole] = [new Fake(), new Fake(), new Fake()]
  const window: { xaShown?: Told } = {}
  const url = new URL(address, 'http://x')
  let late: () => void = () => undefined
  runInNewContext(scriptFor(CHUNKS), {
    window, location: { pathname: url.pathname, search: url.search }, localStorage: { getItem: (name: string) => ({ 'xunan-shown': kept, 'xunan-person': '{"user":{"id":"01u"}}', ...more })[name] ?? null }, setTimeout: (then: () => void) => { late = then },
    document: { head, documentElement: whole, createElement: () => new Fake(), getElementById: () => root, querySelector: () => new Fake() },
  })
  return { links: head.parts, root, whole, window, late: () => { late() } }
}
/** [rel, address] of what a page opened at `path` asks for. */
const asked = (path: string, kept: string | null = null): string[][] => opened(path, kept).links.map(({ rel, href }) => [rel, href])

it('asks for the page, what it needs and their styles, without what every start has', () => {
  expect(asked('/walkthroughs/01a2/items')).toEqual([
    ['modulepreload', '/assets/items.js'], ['modulepreload', '/assets/walk.js'], ['modulepreload', '/assets/pieces.js'],
    ['preload', '/assets/items.css'], ['preload', '/assets/walk.css'], ['preload', '/assets/pieces.css'],
  ])
})

it('knows one address from another', () => {
  expect(asked('/hazards/01a2').map(([, href]) => href)).toEqual(['/assets/hazard.js', '/assets/hazard.css'])
  expect(asked('/hazards/01a2/act/close').map(([, href]) => href)).toEqual(['/assets/act.js', '/assets/act.css'])
  expect(asked('/walkthroughs/01a2/notice').map(([, href]) => href)).toEqual(['/assets/order.js', '/assets/order.css'])
  expect(asked('/plans/01a2/look').map(([, href]) => href)).toEqual(['/assets/look.js', '/assets/look.css'])
})

it('asks for nothing where the first screen or no page is', () => {
  expect(asked('/')).toEqual([])
  expect(asked('/admin/checklists/01a2')).toEqual([])
  expect(asked('/nowhere/at/all')).toEqual([])
})

const KEPT = { user: '01u', app: '/assets/index-1.js', addresses: ['/walkthroughs/01a2?item=T12', '/walkthroughs/01a2'], html: '<h2>T12</h2>', css: 'h2{}', root: [['lang', 'en']] }
const tap = (it: string | null) => ({ target: { closest: () => it === null ? null : { outerHTML: it, setAttribute: () => undefined } }, preventDefault: () => undefined })

it('draws the page as it was last, where the same app is opened at it again', () => {
  for (const address of KEPT.addresses) {
    const { root, whole, window } = opened(address, JSON.stringify(KEPT))
    expect(root.innerHTML).toBe('<h2>T12</h2>')
    expect(root.parts[0]?.textContent).toBe('h2{}')
    expect(whole.attributes).toEqual({ lang: 'en' })
    expect(window.xaShown).toEqual({ about: 'T12' })
  }
})

it('draws nothing at another address, for another app, or from what it cannot read', () => {
  for (const [address, kept] of [
    ['/walkthroughs/01a2?item=T13', JSON.stringify(KEPT)], ['/walkthroughs/01a2/items', JSON.stringify(KEPT)], ['/', JSON.stringify(KEPT)],
    ['/walkthroughs/01a2', JSON.stringify({ ...KEPT, app: '/assets/index-0.js' })], ['/walkthroughs/01a2', '{'], ['/walkthroughs/01a2', null],
  ] as const) {
    const { root, window } = opened(address, kept)
    expect([root.innerHTML, window.xaShown]).toEqual(['', undefined])
  }
  expect(asked('/hazards/01a2', '{')).toEqual(asked('/hazards/01a2'))
})

it("draws nobody else's page, and none on a phone that was revoked", () => {
  for (const more of [{ 'xunan-person': '{"user":{"id":"02v"}}' }, { 'xunan-person': null }, { 'xunan-revoked': '"xunan-01u"' }]) {
    expect(opened('/walkthroughs/01a2', JSON.stringify(KEPT), more).root.innerHTML).toBe('')
  }
})

it('tells the app the first thing that was tapped, and lets go once the app is there', () => {
  const { root, window } = opened('/walkthroughs/01a2', JSON.stringify(KEPT))
  root.listener?.(tap(null))
  root.listener?.(tap('<button>pass</button>'))
  root.listener?.(tap('<button>fail</button>'))
  expect(window.xaShown?.tapped).toBe('<button>pass</button>')
  delete window.xaShown
  root.listener?.(tap('<button>fail</button>'))
  expect(root.listener).toBeUndefined()
})

it('takes away what it drew when the app does not come', () => {
  const alone = opened('/walkthroughs/01a2', JSON.stringify(KEPT))
  alone.root.textContent = 'drawn'
  alone.late()
  expect([alone.root.textContent, alone.window.xaShown]).toEqual(['', undefined])
  const taken = opened('/walkthroughs/01a2', JSON.stringify(KEPT))
  delete taken.window.xaShown
  taken.root.textContent = 'the app'
  taken.late()
  expect(taken.root.textContent).toBe('the app')
})
