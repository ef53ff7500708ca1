import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { charts } from './scripts/charts/plugin.ts'

/** What the built page may load: nothing that is not its own. The development server needs inline scripts, so only the build has it. */
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'"
const policy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' }],
}

/** The page: one entry, few chunks at first, the rest when it is needed. Nothing is loaded from elsewhere. */
export default defineConfig({
  plugins: [react(), charts(), policy],
  base: './',
  build: { target: 'es2023', outDir: 'dist', emptyOutDir: false, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2000 },
})
