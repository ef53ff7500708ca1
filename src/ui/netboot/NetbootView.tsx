import { useState } from 'react'
import type { Id } from '../../sim/record.ts'
import type { BootServer } from '../../system/netboot/netboot.ts'
import { t, useLocale } from '../i18n/index.ts'
import { selectRecord, useSelection } from '../selection.ts'
import { useIsPast, useSession, useTable } from '../simulation/context.tsx'
import { Clients } from './Clients.tsx'
import { Ladder } from './Ladder.tsx'
import { ServerCard } from './ServerCard.tsx'
import './netboot.css'

/** Booting over the network: who serves, who boots, and what they say to each other. */
export function NetbootView() {
  useLocale()
  const session = useSession()
  const past = useIsPast()
  const servers = useTable('bootserver')
  const nodes = useCount()
  const { record } = useSelection()
  const [kept, keep] = useState<Id<'server'>>()
  const named = record?.startsWith('server:') || record?.startsWith('netclient:') ? (`server:${record.slice(record.indexOf(':') + 1)}` as Id<'server'>) : kept
  const chosen = nodes.ids.find((id) => id === named) ?? nodes.ids[0]
  const boot = servers.find(({ role }) => role === 'boot')
  const choose = (id: Id<'server'>): void => {
    keep(id)
    selectRecord(id)
  }
  const add = (role: 'boot' | 'router') => (
    <button
      type="button"
      className="act"
      disabled={past}
      title={t(`netboot.add.${role}.about`)}
      onClick={() => session.input({ type: 'bootserver.add', role })}
    >
      {t(`netboot.add.${role}`)}
    </button>
  )
  return (
    <div className="netboot">
      <div className="netboot-bar">
        {!boot && add('boot')}
        {boot && !servers.some(({ role }) => role === 'router') && add('router')}
        {boot &&
          [1, 9, 90].map((count) => (
            <button
              key={count}
              type="button"
              className="act"
              disabled={past || nodes.ids.length >= 256}
              title={t('netboot.rack.about')}
              onClick={() => session.input({ type: 'rack.fill', count })}
            >
              {t('netboot.rack', { count })}
            </button>
          ))}
        <button
          type="button"
          className="act"
          disabled={past || nodes.off === 0}
          title={t('netboot.power.about')}
          onClick={() => session.input({ type: 'rack.power', each: 25 })}
        >
          {t('netboot.power', { count: nodes.off })}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className="netboot-body" tabIndex={0} aria-label={t('ui.stage.netboot')}>
        <div className="netboot-servers">
          {servers.length === 0 && <p className="netboot-note">{t('netboot.none')}</p>}
          {servers.map((server: BootServer) => (
            <ServerCard key={server.id} id={server.id} />
          ))}
        </div>
        <div className="netboot-clients">
          <Clients ids={nodes.ids} chosen={chosen} choose={choose} />
          {chosen && <Ladder node={chosen} />}
        </div>
      </section>
    </div>
  )
}
/** The servers by id, and how many are off: the same object while neither changes. */
function useCount(): { readonly ids: readonly Id<'server'>[]; readonly off: number } {
  const servers = useTable('server')
  const off = servers.filter(({ machine }) => machine.value === 'off').length
  const [last, set] = useState<{ ids: readonly Id<'server'>[]; off: number }>({ ids: [], off: 0 })
  const same = last.off === off && last.ids.length === servers.length && last.ids.every((id, i) => servers[i]?.id === id)
  if (same) return last
  const next = { ids: last.ids.length === servers.length && last.ids.every((id, i) => servers[i]?.id === id) ? last.ids : servers.map(({ id }) => id), off }
  set(next)
  return next
}
