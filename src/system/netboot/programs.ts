import { dateOf, epochOf } from '../hardware/clock.ts'
import { platformItems } from '../media/contents.ts'
import { publishedBy } from '../media/releases.ts'
import { strftime } from '../platform/dates.ts'
import { TFTP_ROOT } from './contents.ts'
import { FILE_PROGRAMS } from './filePrograms.ts'
import { carried, setSpeed } from './link.ts'
import { lineOf, logOf } from './log.ts'
import { type BootServer, SERVICES, type Service, serviceState } from './netboot.ts'
import { Misused, type Program, type Shell, Wrong } from './program.ts'

/** SMF's names of the services. */
const FMRI: Readonly<Record<Service, string>> = {
  dhcp: 'svc:/network/dhcpd:default',
  tftp: 'svc:/network/tftpd:default',
  http: 'svc:/network/http:nginx',
}
const NAMES: ReadonlyMap<string, Service> = new Map(Object.entries({ dhcpd: 'dhcp', dhcp: 'dhcp', tftpd: 'tftp', tftp: 'tftp', http: 'http', nginx: 'http' }))

const serverOf = ({ sim, id }: Shell): BootServer => sim.world.need(id)
function serviceNamed(name = ''): Service {
  const service = NAMES.get(name) ?? SERVICES.find((one) => FMRI[one] === name || FMRI[one].replace('svc:/', '') === name)
  if (!service) throw new Wrong(`svcadm: Pattern '${name}' doesn't match any instances`)
  return service
}

/** The programs, by name. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  help: {
    usage: 'help',
    about: 'this list',
    run: () =>
      `${Object.values(PROGRAMS)
        .map(({ usage: line, about }) => `  ${line.padEnd(46)} ${about}\n`)
        .join('')}Others are not simulated on this box.\n`,
  },
  svcs: {
    usage: 'svcs',
    about: 'the three services and their states',
    run: (shell) => {
      const server = serverOf(shell)
      const rows = SERVICES.map((service) => {
        const state = serviceState(server, service)
        return `${(state === 'slow' ? 'online' : state).padEnd(14)} ${FMRI[service]}${state === 'slow' ? '   (answers slowly)' : ''}\n`
      })
      return `STATE          FMRI\n${rows.join('')}`
    },
  },
  svcadm: {
    usage: 'svcadm enable|disable|restart dhcpd|tftpd|http',
    about: 'switches a service; dhcpd reads its file when it starts',
    run: ({ sim, id }, [verb = '', ...names]) => {
      if (!['enable', 'disable', 'restart'].includes(verb) || names.length === 0) throw new Misused()
      for (const name of names) sim.send(id, { type: `${serviceNamed(name)}.${verb}` })
      return ''
    },
  },
  slow: {
    usage: 'slow dhcpd|tftpd|http on|off',
    about: 'a fault: that service answers slowly (ours)',
    run: ({ sim, id }, [name, how]) => {
      if (how !== 'on' && how !== 'off') throw new Misused()
      sim.send(id, { type: `${serviceNamed(name)}.${how === 'on' ? 'slow' : 'fast'}` })
      return ''
    },
  },
  limit: {
    usage: 'limit [Mb/s]',
    about: 'the speed of this server’s link (ours)',
    run: (shell, [text]) => {
      const { sim, id } = shell
      if (text === undefined) return `${serverOf(shell).bandwidth / carried(1)} Mb/s\n`
      if (!setSpeed(sim, id, Number(text.replace(/m$/i, '')))) throw new Wrong(`limit: ${text}: not a number of Mb/s`)
      return ''
    },
  },
  leases: {
    usage: 'leases',
    about: 'which addresses are lent to whom',
    run: ({ sim, id }) => {
      const rows = sim.world.by('lease', 'server', id).map(({ ip, mac, state, ends }) => {
        const until = ends > sim.now ? strftime('%b %e %H:%M', epochOf(sim.world) + ends) : 'expired'
        return `${ip.padEnd(15)} ${mac}   ${state.padEnd(8)} ${until}\n`
      })
      return `ADDRESS         HARDWARE            STATE    UNTIL\n${rows.join('')}`
    },
  },
  log: {
    usage: 'log',
    about: 'the last lines of both logs, by time (ours)',
    run: ({ sim, id }) =>
      logOf(sim.world, id)
        .slice(-20)
        .map((line) => `${lineOf(sim.world, line)}\n`)
        .join(''),
  },
  releases: {
    usage: 'releases',
    about: 'platform images that the project has published (ours)',
    run: ({ sim }) =>
      publishedBy(dateOf(sim.world))
        .map((stamp) => `${stamp}\n`)
        .join(''),
  },
  fetch: {
    usage: 'fetch STAMP',
    about: `a published image into ${TFTP_ROOT}/smartos/STAMP (ours)`,
    run: ({ sim, files }, [stamp = '']) => {
      if (!publishedBy(dateOf(sim.world)).includes(stamp)) throw new Wrong(`fetch: ${stamp}: no such release`)
      const at = `${TFTP_ROOT}/smartos/${stamp}`
      files.mkdir(at, true)
      for (const item of platformItems(stamp, `${at}/platform`)) {
        if ('dir' in item) files.mkdir(item.path, true)
        else if ('text' in item) files.write(item.path, item.text)
        else if ('size' in item) files.fill(item.path, item.size, item.fill, item.artifact)
      }
      return ''
    },
  },
  ...FILE_PROGRAMS,
  hostname: { usage: 'hostname', about: '', run: (shell) => `${serverOf(shell).name}\n` },
}
