/** Tests run in plain Node: under a simulated browser a Blob in the fake IndexedDB comes back empty, silently. */
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  define: { __APP_VERSION__: '"test"' },
  test: { environment: 'node', include: ['{src,build}/**/*.test.ts'], setupFiles: ['src/test-phone.ts'], maxWorkers: 2, testTimeout: 30_000 },
})
