import { defineConfig } from 'vitest/config'
import { shellClock } from './scripts/shellClock.ts'

/** Unit, property, golden and scenario tests. The browser tests have a config of their own. */
export default defineConfig({
  plugins: [shellClock()],
  test: {
    // Only what Vite serves itself passes through its plugins.
    server: { deps: { inline: ['just-bash'] } },
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    exclude: ['test/browser/**', 'node_modules/**', 'dist/**'],
    testTimeout: 30_000,
  },
})
