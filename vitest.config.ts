import { defineConfig } from 'vitest/config'

/** Unit, property, golden and scenario tests. The browser tests have a config of their own. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    exclude: ['test/browser/**', 'node_modules/**', 'dist/**'],
    testTimeout: 30_000,
  },
})
