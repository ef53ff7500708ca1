import { defineConfig } from 'vite'

/** The headless driver: one file that Node runs, with everything in it. */
export default defineConfig({
  publicDir: false,
  // The same shell as in the browser: the other bundle brings a Python, a SQLite and a network that nobody asked for.
  resolve: { alias: { 'just-bash': 'just-bash/browser' } },
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
