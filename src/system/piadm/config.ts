import { ALGORITHMS, type Algorithm } from '../media/checksum.ts'
import { eecho, fail, isFile, refusal, type Script } from './script.ts'
import { DEFAULT_URL_PREFIX } from './site.ts'

/** Where the configuration of the script is. */
const PIADM_CONF = '/var/piadm/piadm.conf'
const FRESH = `PIADM_CONFIG_VERSION=1\nPIADM_DIGEST_ALGORITHM=\${PIADM_DIGEST_ALGORITHM:-md5}\nPIADM_NO_SUM=\${PIADM_NO_SUM:-0}\n`

/** What the environment and the configuration say. */
export interface Config {
  /** Before the stamp, in addresses of images. */
  readonly prefix: string
  /** It is not the one that is built in, or configured. */
  readonly elsewhere: boolean
  /** An address of checksums to use instead. */
  readonly sums: string
  readonly check: boolean
  readonly algorithm: string
}
/** The assignments of a text of shell, `${NAME:-default}` filled in from the environment and from what was assigned before. */
function assignments(text: string, env: ReadonlyMap<string, string>): Map<string, string> {
  const values = new Map(env)
  for (const line of text.split('\n')) {
    const [, name, raw = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line) ?? []
    if (name === undefined) continue
    const bare = raw.trim().replace(/^(["'])(.*)\1$/, '$2')
    values.set(
      name,
      bare.replace(/\$\{(\w+)(?::-([^}]*))?\}|\$(\w+)/g, (_, braced: string | undefined, fallback = '', plain = '') => values.get(braced ?? plain) || fallback),
    )
  }
  return values
}
/** Reads the configuration, and makes one if there is none. (config_check) */
export function configOf(script: Script): Config {
  const { files, verbose, out, env } = script
  if (isFile(script, PIADM_CONF) && files.read(PIADM_CONF).includes('us-east.manta.joyent.com')) {
    eecho(script, 'WARNING: Removing stale image server (us-east.manta.joyent.com)')
    refusal(() => files.remove(PIADM_CONF))
  }
  if (!isFile(script, PIADM_CONF)) {
    if (verbose) out(`Creating ${PIADM_CONF}\n`)
    refusal(() => {
      files.mkdir('/var/piadm', true)
      files.write(PIADM_CONF, FRESH)
    })
  }
  const text = isFile(script, PIADM_CONF) ? files.read(PIADM_CONF) : FRESH
  const values = assignments(text, env)
  const version = values.get('PIADM_CONFIG_VERSION') ?? ''
  if (version !== '1') {
    eecho(script, `WARNING: Bad config file version: ${version}`)
    fail(script, `Please fix, or delete, ${PIADM_CONF} and run again`)
  }
  const configured = values.get('DEFAULT_URL_PREFIX') || DEFAULT_URL_PREFIX
  if (verbose) {
    out(`Version 1 of ${PIADM_CONF}\nThe following file contents have been configured:\n\n${text}\n`)
    if (configured !== DEFAULT_URL_PREFIX) out(`DEFAULT_URL_PREFIX was ${DEFAULT_URL_PREFIX} ,\nbut now is ${configured}\n`)
  }
  const prefix = values.get('PIADM_URL_PREFIX') || configured
  return {
    prefix,
    elsewhere: prefix !== configured,
    sums: values.get('PIADM_SUM_URL') ?? '',
    check: values.get('PIADM_NO_SUM') !== '1',
    algorithm: values.get('PIADM_DIGEST_ALGORITHM') || 'md5',
  }
}
/** The checksum algorithm of that name, if `digest` has it. */
export const algorithmOf = (name: string): Algorithm | undefined => (Object.hasOwn(ALGORITHMS, name) ? (name as Algorithm) : undefined)
