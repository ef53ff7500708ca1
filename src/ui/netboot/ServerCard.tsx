import { useState } from 'react'
import type { Id } from '../../sim/record.ts'
import { useOf } from '../../system/netboot/link.ts'
import { lineOf } from '../../system/netboot/log.ts'
import { MISTAKES, type Mistake } from '../../system/netboot/mistakes.ts'
import { type BootServer, type Service, serviceState, servicesOf } from '../../system/netboot/netboot.ts'
import { t } from '../i18n/index.ts'
import { selectRecord } from '../selection.ts'
import { useIsPast, useRecord, useSession, useTable } from '../simulation/context.tsx'
import { imagesOn, megabits } from './model.ts'

const LIGHTS = { online: '●', slow: '◐', disabled: '○', starting: '◌', maintenance: '✕' } as const
const SPEEDS = [10, 100, 1000, 10_000] as const
const mistakes = Object.keys(MISTAKES) as Mistake[]
const ARCHIVE_DAMAGES = ['flip', 'cut', 'remove'] as const

/** A boot server: its services with their switches, its link, what it holds, to whom it lent addresses, what it logged. */
export function ServerCard({ id }: { id: Id<'bootserver'> }) {
  const server = useRecord(id)
  if (!server) return null
  return (
    <section className={`netboot-card server ${server.cable ? '' : 'unplugged'}`} aria-label={server.name}>
      <h3>
        <button type="button" className="name" onClick={() => selectRecord(id)}>
          {server.name}
        </button>{' '}
        <code>{server.ip}</code> <small>{t(`netboot.role.${server.role}`)}</small>
      </h3>
      <Link server={server} />
      <ul className="services">
        {servicesOf(server.role).map((service) => (
          <ServiceRow key={service} server={server} service={service} />
        ))}
      </ul>
      {server.role === 'boot' && <Images server={server} />}
      {server.role === 'boot' && <Faults server={server} />}
      <Leases server={server} />
      <Log server={server} />
    </section>
  )
}
function ServiceRow({ server, service }: { server: BootServer; service: Service }) {
  const session = useSession()
  const past = useIsPast()
  const state = serviceState(server, service)
  const does = (what: string): void => void session.input({ type: 'bootserver.service', subject: server.id, service, does: what })
  const runs = state === 'online' || state === 'slow'
  return (
    <li className={`service ${state}`}>
      <b>{service.toUpperCase()}</b>
      <span className="state">
        <i aria-hidden>{LIGHTS[state]}</i> {t(`name.bootserver.${service}.${state}`)}
      </span>
      <span className="acts">
        <button
          type="button"
          className="act"
          role="switch"
          aria-checked={runs}
          aria-label={t('netboot.switch', { service: service.toUpperCase() })}
          disabled={past}
          onClick={() => does(runs ? 'disable' : 'enable')}
        >
          {t(runs ? 'netboot.stop' : 'netboot.start')}
        </button>
        <button
          type="button"
          className="act"
          aria-pressed={state === 'slow'}
          aria-label={t('netboot.slow of', { service: service.toUpperCase() })}
          disabled={past || !runs}
          onClick={() => does(state === 'slow' ? 'fast' : 'slow')}
        >
          {t('netboot.slow')}
        </button>
        <button
          type="button"
          className="act"
          aria-label={t('netboot.restart of', { service: service.toUpperCase() })}
          disabled={past || state === 'disabled'}
          onClick={() => does('restart')}
        >
          {t('netboot.restart')}
        </button>
      </span>
    </li>
  )
}
/** How much of its link is in use, by how many. */
function Link({ server }: { server: BootServer }) {
  const session = useSession()
  const past = useIsPast()
  const { link, bandwidth } = server
  const count = link.http.count + link.tftp.count
  const share = useOf(server)
  const mbps = bandwidth / 100_000
  return (
    <div className="link">
      <span>{t('netboot.link')}</span>
      <span className="track" aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <button
        type="button"
        className="act"
        aria-pressed={!server.cable}
        disabled={past}
        onClick={() => session.input({ type: server.cable ? 'bootserver.unplug' : 'bootserver.plug', subject: server.id })}
      >
        {t(server.cable ? 'netboot.unplug' : 'netboot.plug')}
      </button>
      <span className="number">{t('netboot.link.use', { used: megabits(bandwidth * share), whole: megabits(bandwidth), count })}</span>
      <select
        aria-label={t('netboot.limit')}
        value={mbps}
        disabled={past}
        onChange={(event) => session.input({ type: 'bootserver.limit', subject: server.id, mbps: Number(event.target.value) })}
      >
        {[...new Set([...SPEEDS, mbps])]
          .sort((a, b) => a - b)
          .map((speed) => (
            <option key={speed} value={speed}>
              {speed >= 1000 ? `${speed / 1000} Gb/s` : `${speed} Mb/s`}
            </option>
          ))}
      </select>
    </div>
  )
}
function Images({ server }: { server: BootServer }) {
  const images = imagesOn(server.root)
  return (
    <div className="part">
      <h4>{t('netboot.images')}</h4>
      <ul className="images">
        {images.map(({ name, state, stamp }) => (
          <li key={name} className={state === 'complete' && stamp === name ? 'good' : 'bad'}>
            <code>{name}</code>{' '}
            <small>{state === 'complete' && stamp !== name ? t('netboot.image.holds', { stamp: stamp ?? '' }) : t(`netboot.image.${state}`)}</small>
          </li>
        ))}
      </ul>
    </div>
  )
}
/** What can be done to its files: an administrator's mistakes. */
function Faults({ server }: { server: BootServer }) {
  const session = useSession()
  const past = useIsPast()
  const [which, choose] = useState<string>(mistakes[0] ?? '')
  const newest = imagesOn(server.root).at(-1)?.name
  const path = `/tftpboot/smartos/${newest}/platform/i86pc/amd64/boot_archive`
  const make = (): void => {
    if (which.startsWith('archive ')) session.input({ type: 'bootserver.damage', subject: server.id, path, how: which.slice('archive '.length) })
    else session.input({ type: 'bootserver.mistake', subject: server.id, which })
  }
  return (
    <div className="part">
      <h4>{t('netboot.faults')}</h4>
      <div className="wrongs">
        <select aria-label={t('netboot.faults')} value={which} onChange={(event) => choose(event.target.value)}>
          {mistakes.map((mistake) => (
            <option key={mistake} value={mistake}>
              {t(`netboot.mistake.${mistake}`)}
            </option>
          ))}
          {ARCHIVE_DAMAGES.map((how) => (
            <option key={how} value={`archive ${how}`}>
              {t(`netboot.damage.${how}`, { stamp: newest ?? '' })}
            </option>
          ))}
        </select>
        <button type="button" className="act" disabled={past} onClick={make}>
          {t('netboot.do')}
        </button>
      </div>
    </div>
  )
}
/** Leases that are listed; the rest are a number. */
const LISTED = 6
function Leases({ server }: { server: BootServer }) {
  const leases = useTable('lease').filter((lease) => lease.server === server.id)
  return (
    <div className="part">
      <h4>
        {t('netboot.leases')} <small>{leases.length}</small>
      </h4>
      <ul className="leases">
        {leases.slice(-LISTED).map(({ id, ip, mac, state }) => (
          <li key={id}>
            <code>{ip}</code> <code className="soft">{mac}</code> <small>{t(`netboot.lease.${state}`)}</small>
          </li>
        ))}
      </ul>
    </div>
  )
}
/** Lines of the log that are shown. */
const LINES = 8
function Log({ server }: { server: BootServer }) {
  const session = useSession()
  const lines = Array.from({ length: Math.min(LINES, server.logged) }, (_, i) =>
    session.record(`netlog:${server.name}/${server.logged - Math.min(LINES, server.logged) + i}`),
  )
  return (
    <div className="part">
      <h4>{t('netboot.log')}</h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className="log" tabIndex={0} aria-label={t('netboot.log')}>
        <pre>{lines.map((line) => (line ? `${lineOf(session.sim.world, line)}\n` : '')).join('')}</pre>
      </section>
    </div>
  )
}
