import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { changeSecret } from '../accounts/database.ts'
import { openFiles } from '../files/open.ts'
import './kernel.ts'
import { CONFIG, configFault, nodeConfig } from './nodeConfig.ts'
import { ntpConf } from './ntpConf.ts'

/** Layouts that loadkeys knows: the tables in /usr/share/lib/keytables/type_101. (illumos usr/src/cmd/loadkeys/type_101) */
const KEYMAPS = new Set(
  'belgium canadian_french canadian_french2 czech denmark dvorak finland france germany hungary italy japan latin_america netherlands norway poland portugal russia spain sweden switzerland_french switzerland_german turkish_f turkish_q uk us'.split(
    ' ',
  ),
)
/** What came of it: what the method wrote in its log, and whether it failed. */
export interface Applied {
  readonly ok: boolean
  readonly log: readonly string[]
}
const INCLUDES = '/usbkey/config.inc'

/**
 * What smartdc/config does on every boot of a node that needs no set-up: root's password, keys and the time servers
 * from /usbkey/config, into the files of /etc that are in RAM. Source: illumos-joyent usr/src/cmd/svc/milestone/smartdc-config.
 */
export function applyConfig(sim: Simulation, server: Id<'server'>): Applied {
  const files = openFiles(sim, { server })
  const record = sim.world.need(server)
  const parameters = record.system?.bootParameters ?? {}
  // Without a config there is nothing to set up from, and the method ends before it comes to the password.
  if (parameters.smartos === 'true' && parameters.noimport === 'true' && !files.exists(CONFIG)) return { ok: true, log: [] }
  // The script stops at the first line that bash cannot run.
  const fault = configFault(sim, server)
  if (fault) return { ok: false, log: [`/lib/sdc/config.sh: ${fault.text}`] }
  const config = nodeConfig(sim, server)
  const log: string[] = []
  files.write('/.dcinfo', `SDC_DATACENTER_NAME='${config.datacenter_name ?? ''}'\n`)
  log.push(setPassword(sim, server, config.root_shadow))
  authorize(sim, server, config.root_authorized_keys_file)
  log.push(setTime(sim, server, config))
  const keymap = config.default_keymap
  if (keymap && !KEYMAPS.has(keymap)) {
    return { ok: false, log: [...log, `loadkeys: failed to open ${keymap}: No such file or directory`] }
  }
  if (parameters.smartos === 'true' && config.smt_enabled === 'false') {
    const now = sim.world.need(server)
    if (now.system) sim.patch(now, { system: { ...now.system, smt: false } })
  }
  return { ok: true, log }
}
/** The pool's shadow file, if it is mounted, stays as it is; then the loader's word counts, then the config's, then the image's. */
function setPassword(sim: Simulation, server: Id<'server'>, configured: string | undefined): string {
  const files = openFiles(sim, { server })
  const parameters = sim.world.need(server).system?.bootParameters ?? {}
  if (parameters.smartos !== undefined && files.exists('/usbkey/shadow')) return 'setting root password from /usbkey/shadow'
  const hash = parameters.root_shadow ?? configured
  if (!hash) return 'No root shadow entry in the config, cannot set.'
  changeSecret(files, 'root', ([name = 'root', , ...rest]) => [name, hash, ...rest])
  return parameters.root_shadow ? 'Set root password boot parameters.' : 'Set root password from config.'
}
function authorize(sim: Simulation, server: Id<'server'>, name: string | undefined): void {
  const files = openFiles(sim, { server })
  const path = `${INCLUDES}/${name ?? ''}`
  if (!name || !files.exists(path) || files.stat(path).kind !== 'file') return
  if (!files.exists('/root/.ssh')) files.mkdir('/root/.ssh', true)
  files.write('/root/.ssh/authorized_keys', files.read(path))
  files.chmod('/root/.ssh/authorized_keys', 0o600)
  files.chmod('/root/.ssh', 0o700)
}
function setTime(sim: Simulation, server: Id<'server'>, config: Readonly<Record<string, string>>): string {
  const files = openFiles(sim, { server })
  const own = `${INCLUDES}/${config.ntp_conf_file ?? ''}`
  if (config.ntp_conf_file && files.exists(own) && files.stat(own).kind === 'file') {
    files.write('/etc/inet/ntp.conf', files.read(own))
    return 'Copied NTP configuration.'
  }
  const network = config.admin_network && config.admin_network !== '...' && config.admin_netmask ? [`${config.admin_network}/${config.admin_netmask}`] : []
  files.write('/etc/inet/ntp.conf', ntpConf(config.ntp_hosts || '0.smartos.pool.ntp.org', network))
  return 'Generated NTP configuration.'
}
