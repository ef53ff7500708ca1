import type { Uri } from '../serve.ts'

/** Reads the address of a file; one without a host is below the next server, by TFTP. Undefined for protocols that are not there. */
export function uriOf(text: string, nextServer: string, base?: string): Uri | undefined {
  const whole = /^(\w+):\/\/([^/]+)(\/.*)?$/.exec(text)
  if (whole) {
    const [, protocol = '', host = '', path = '/'] = whole
    if (protocol !== 'tftp' && protocol !== 'http') return undefined
    return { protocol, host: host.replace(/:\d+$/, ''), path: clean(path) }
  }
  // Relative to the script that names it.
  const from = base === undefined ? undefined : uriOf(base, nextServer)
  if (from) return { ...from, path: clean(text.startsWith('/') ? text : `${from.path.replace(/[^/]*$/, '')}${text}`) }
  return { protocol: 'tftp', host: nextServer, path: clean(`/${text}`) }
}
const clean = (path: string): string => path.replace(/\/+/g, '/')
/** How iPXE shows it. */
export const shown = ({ protocol, host, path }: Uri): string => `${protocol}://${host}${path}`
/** The name of an image: the last part of its path. */
export const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
