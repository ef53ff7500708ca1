import { preview } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built product is served. */
    baseURL: string
  }
}

/** Serves the built product on a free port for all browser tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await preview({ preview: { port: 4600, strictPort: false, host: '127.0.0.1' }, logLevel: 'error' })
  const address = server.httpServer.address()
  if (typeof address !== 'object' || !address) throw new Error('the preview server has no address')
  project.provide('baseURL', `http://127.0.0.1:${address.port}/`)
  return () => server.close()
}
