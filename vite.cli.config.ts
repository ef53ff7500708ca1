import { defineConfig } from 'vite'
import { shellClock } from './scripts/shellClock.ts'

/** The headless driver: one file that Node runs, with everything in it. */
export default defineConfig({
  publicDir: false,
  plugins: [shellClock()],
  ssr: { noExternal: true, target: 'node' },
  build: {
    target: 'node20',
    ssr: 'src/cli/main.ts',
    outDir: 'dist/cli',
    emptyOutDir: true,
    minify: 'oxc',
    rolldownOptions: { output: { entryFileNames: 'globalzone.js', codeSplitting: false } },
  },
})
