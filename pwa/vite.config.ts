/** How the phone's app is built: into static/app/, where the server hands it out as it is. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

import { earlyPages } from './build/earlyPages'
import manifest from './package.json' with { type: 'json' }

const out = fileURLToPath(new URL('../static/app', import.meta.url))

/** Lay a .br and a .gz beside every text file, so that a small server never compresses twice. */
function precompressed(): Plugin {
  const squeeze = (folder: string): void => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      if (statSync(path).isDirectory()) squeeze(path)
      else if (/\.(js|css|html|svg|webmanifest|json)$/.test(name)) {
        const bytes = readFileSync(path)
        if (bytes.length < 512) continue
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
      }
    }
  }
  // After every other plugin's closeBundle: the service worker is written by then.
  const handler = (): void => {
    renameSync(join(out, 'service-worker.js'), join(out, 'sw.js'))
    rmSync(join(out, 'service-worker.mjs'), { force: true })
    squeeze(out)
  }
  return { name: 'precompressed', apply: 'build', enforce: 'post', closeBundle: { order: 'post', sequential: true, handler } }
}

/** Style sheets that only administration asks for. Unlike a script's, their names do not tell where they come from. */
const desk = new Set<string>()

function deskStyles(): Plugin {
  return {
    name: 'desk-styles', apply: 'build', enforce: 'post',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
      for (const { fileName, viteMetadata } of chunks) if (fileName.includes('/admin-')) viteMetadata?.importedCss.forEach((css) => desk.add(css))
      for (const { fileName, viteMetadata } of chunks) if (!fileName.includes('/admin-')) viteMetadata?.importedCss.forEach((css) => desk.delete(css))
    },
  }
}

/**
 * Tells Chromium (136 and newer; others read a comment) that most of a file's functions run as soon as it is there. They
 * are then compiled beside the main thread, while the file still comes in, instead of one by one when first called.
 */
const ASIDE = '//# allFunctionsCalledOnLoad\n'

function compiledAside(): Plugin {
  return {
    name: 'compiled-aside', apply: 'build', enforce: 'post',
    // A file's name stands for its content, and this becomes a part of it.
    augmentChunkHash: () => ASIDE,
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const one of Object.values(bundle)) if (one.type === 'chunk') one.code = ASIDE + one.code
      },
    },
  }
}

export default defineConfig({
  base: '/',
  define: {
    __APP_VERSION__: JSON.stringify(manifest.version),
    __VUE_OPTIONS_API__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  plugins: [
    vue(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,webmanifest}'],
        // Administration is done at a desk with a connection; a phone need not carry it.
        globIgnores: ['**/admin-*', 'sw.js'],
        manifestTransforms: [(files) => ({ manifest: files.filter((file) => !desk.has(file.url)) })],
        maximumFileSizeToCacheInBytes: 1_000_000,
      },
    }),
    deskStyles(),
    compiledAside(),
    earlyPages(),
    precompressed(),
  ],
  // Our own drawings are in ui/icons.ts: Vant's icon font would be a third of the first load.
  resolve: { alias: [
    { find: /^.*\/icon\/index\.css$/, replacement: fileURLToPath(new URL('./src/ui/no-icon-font.css', import.meta.url)) },
    // Dexie's own build for browsers of today; its default one brings their past along.
    { find: /^dexie$/, replacement: fileURLToPath(new URL('./node_modules/dexie/dist/modern/dexie.mjs', import.meta.url)) },
  ] },
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What every start needs lies in one file: at a cold start each file more costs a cheap phone a turn through the service worker.
        // So it is for a check, which is opened again in the middle of the work: its pages, and what most pages are made of.
        codeSplitting: { groups: [
          { name: 'start', tags: ['$initial'], priority: 3 },
          { name: 'pieces', test: /\/src\/ui\//, priority: 2 },
          { name: 'walk', test: /\/src\/walkthroughs\/WalkPage\./, priority: 1 },
        ] },
        chunkFileNames: (chunk) => chunk.moduleIds.some((id) => /\/src\/(admin|draws)\//.test(id)) ? 'assets/admin-[name]-[hash].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': process.env['XUNAN_SERVER'] ?? 'http://127.0.0.1:8000' } },
})
