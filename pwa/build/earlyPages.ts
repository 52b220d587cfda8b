/**
 * Sends for a page's files while the app itself starts. Without it a phone that opens a page by its address (a notice, a
 * reload in the middle of a check) first runs the whole start, then the router asks for the page, and only then the
 * phone looks for its files; on a slow one that is a tenth of a second of nothing.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import type { Plugin, Rolldown } from 'vite'

import { ADDRESSES } from '../src/addresses'

type Chunk = Pick<Rolldown.OutputChunk, 'fileName' | 'moduleIds' | 'isEntry' | 'imports' | 'viteMetadata'>

const SCRIPT = readFileSync(fileURLToPath(new URL('./early.js', import.meta.url)), 'utf8')
const short = (file: string): string => file.slice(file.lastIndexOf('/') + 1)

export function earlyPages(): Plugin {
  return {
    name: 'early-pages', apply: 'build', enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const page = bundle['index.html']
        if (page?.type !== 'asset') throw new Error('The page itself is missing')
        const source = scriptFor(Object.values(bundle).filter((one) => one.type === 'chunk'))
        const fileName = `assets/early-${createHash('sha256').update(source).digest('base64url').slice(0, 8)}.js`
        this.emitFile({ type: 'asset', fileName, source })
        const before = String(page.source)
        page.source = before.replace('<script type="module"', `<script defer crossorigin src="/${fileName}"></script>\n    $&`)
        if (page.source === before) throw new Error('The page has no script to go before')
      },
    },
  }
}

/** The script, with the files of these in it. */
export function scriptFor(chunks: readonly Chunk[]): string {
  return SCRIPT.replace('PAGES', () => JSON.stringify(filesOf(chunks)))
}

/** An address as the router reads it: a part with a colon stands for anything, or for one of the words in its brackets. */
const pattern = (address: string): string => `^${address.split('/').map((part) => (part.startsWith(':') ? /\(.*\)$/.exec(part)?.[0] ?? '[^/]+' : part)).join('/')}$`

/** For each address the files of its page, what it needs included and what every start has left out: [pattern, files]. */
function filesOf(chunks: readonly Chunk[]): [string, string[]][] {
  const of = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  return ADDRESSES.flatMap(([address, file]) => {
    const page = chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(`/src/${file}.vue`)))
    if (!page || page.isEntry) return []
    const scripts = new Set<string>()
    const need = (name: string): void => {
      if (scripts.has(name) || of.get(name)?.isEntry) return
      scripts.add(name)
      of.get(name)?.imports.forEach(need)
    }
    need(page.fileName)
    const styles = new Set([...scripts].flatMap((one) => [...of.get(one)?.viteMetadata?.importedCss ?? []]))
    return [[pattern(address), [...scripts, ...styles].map(short)]]
  })
}
