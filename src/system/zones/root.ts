import type { Simulation } from '../../sim/simulation.ts'
import { FileError, type Files } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import type { VmNic } from './nics.ts'
import { toUtf8 } from './text.ts'
import { type Zone, zonepathOf } from './zone.ts'

/** Files of a zone's path, in the global zone; what cannot be written (a full or missing pool) stays unwritten. */
function within(sim: Simulation, zone: Zone, run: (files: Files, path: string) => void): void {
  try {
    run(openFiles(sim, { server: zone.server }), zonepathOf(zone))
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}
const hostnameOf = (zone: Zone): string => (typeof zone.properties.hostname === 'string' ? zone.properties.hostname : zone.uuid)
/** Writes a file together with the directories above it. */
function put(files: Files, path: string, text: string): void {
  files.mkdir(path.slice(0, path.lastIndexOf('/')), true)
  files.write(path, toUtf8(text))
}

/** What the brand's installer and vmadm put into a fresh clone. illumos-joyent usr/src/lib/brand/jcommon/cinstall, libhooks.ksh; smartos-live src/vm/node_modules/VM.js (createZone) */
export function prepareRoot(sim: Simulation, zone: Zone): void {
  within(sim, zone, (files, path) => {
    files.chmod(path, 0o700)
    files.mkdir(`${path}/config`, true)
    files.mkdir(`${path}/root/tmp`, true)
    files.chmod(`${path}/root/tmp`, 0o1777)
    files.mkdir(`${path}/root/var/svc`, true)
    const { properties } = zone
    put(
      files,
      `${path}/config/metadata.json`,
      JSON.stringify({ customer_metadata: properties.customer_metadata ?? {}, internal_metadata: properties.internal_metadata ?? {} }),
    )
    put(files, `${path}/config/tags.json`, JSON.stringify(properties.tags ?? {}))
    put(files, `${path}/config/routes.json`, JSON.stringify(properties.routes ?? {}))
    for (const nic of (properties.nics ?? []) as readonly VmNic[]) if (nic.ip === 'dhcp') put(files, `${path}/root/etc/dhcp.${nic.interface}`, '')
    put(files, `${path}/root/etc/nodename`, `${hostnameOf(zone)}\n`)
    const resolvers = Array.isArray(properties.resolvers) ? properties.resolvers : []
    put(files, `${path}/root/etc/resolv.conf`, `search ${properties.dns_domain ?? 'local'}\n${resolvers.map((address) => `nameserver ${address}\n`).join('')}`)
    if (zone.provisioning) put(files, `${path}/root/var/svc/provisioning`, '')
  })
}
/** The zone's own set-up is done: it says so by renaming a file, which vmadm waits for. */
export function provisioned(sim: Simulation, zone: Zone): void {
  within(sim, zone, (files, path) => {
    if (files.exists(`${path}/root/var/svc/provisioning`)) files.rename(`${path}/root/var/svc/provisioning`, `${path}/root/var/svc/provision_success`)
  })
}
/** How the zone ended: `<zonepath>/lastexited`, time in nanoseconds and wait status. */
export function writeLastExit(sim: Simulation, zone: Zone): void {
  within(sim, zone, (files, path) => {
    if (zone.exit)
      put(
        files,
        `${path}/lastexited`,
        `${Math.floor(zone.exit.at / 1000)}.${String(Math.floor(zone.exit.at % 1000)).padStart(3, '0')}000000 ${zone.exit.status}\n`,
      )
  })
}
