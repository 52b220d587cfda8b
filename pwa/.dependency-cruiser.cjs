// Lowest first. A folder may import itself and anything listed before it.
const order = ['lib', 'ui', 'database', 'sync', 'storage', 'people', 'places', 'photos', 'hazards', 'certificates', 'quizzes', 'walkthroughs', 'plans', 'capture', 'notices', 'home', 'conflicts', 'admin', 'draws']
const at = (name) => `^src/${name}(/|\\.ts$)`

const oneWay = order.map((name, i) => ({
  name: `${name}-looks-down-only`, severity: 'error', from: { path: at(name) },
  to: { path: order.slice(i + 1).map(at).concat('^src/(main|router)\\.ts$', '^src/App\\.vue$') },
}))

module.exports = {
  forbidden: [
    ...oneWay,
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'screens-do-not-touch-storage', severity: 'error',
      comment: 'A .vue file reads through a composable and writes through actions.ts',
      from: { path: '\\.vue$' },
      to: { path: ['^src/database\\.ts$', '^src/sync/(outbox|push|pull|apply|round)\\.ts$', '^src/lib/http\\.ts$', 'node_modules/dexie'] } },
    { name: 'pure-stays-pure', severity: 'error',
      from: { path: ['^src/sync/(view|effects)\\.ts$', '^src/[^/]+/(hazard|stages|nearest|exif|stamp|walkthrough|digest|standing|round)\\.ts$'] },
      to: { path: ['\\.vue$', 'node_modules/(vue|vant|dexie)', '^src/lib/http\\.ts$'] } },
    { name: 'pages-are-reached-through-the-router', severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/[^/]+/[^/]+Page\\.vue$', pathNot: '^src/$1/' } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' }, tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.test\\.ts$|^src/test-phone\\.ts$' },
    enhancedResolveOptions: { extensions: ['.ts', '.vue', '.js', '.json'] },
  },
}
