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

/** [rel, address] of what a page opened at `path` asks for. */
function asked(path: string): string[][] {
  const links: { rel: string, href: string }[] = []
  runInNewContext(scriptFor(CHUNKS), {
    location: { pathname: path },
    document: { createElement: () => ({}), head: { append: (link: { rel: string, href: string }) => links.push(link) } },
  })
  return links.map(({ rel, href }) => [rel, href])
}

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
