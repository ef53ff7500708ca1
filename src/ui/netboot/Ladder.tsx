import { useEffect, useRef } from 'react'
import type { Id } from '../../sim/record.ts'
import { clientOf, type Packet } from '../../system/netboot/netboot.ts'
import { t, text } from '../i18n/index.ts'
import { useNow, useRecord, useSession } from '../simulation/context.tsx'
import { clockText } from '../simulation/speed.ts'
import { saidBy, shareOf } from './model.ts'

/** The messages between a client and the servers, each with what it says, in order of time. */
export function Ladder({ node }: { node: Id<'server'> }) {
  const client = useRecord(clientOf(node))
  const end = useRef<HTMLOListElement>(null)
  const packets = client?.packets ?? []
  const last = packets.at(-1)?.n
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new message moves the list
  useEffect(() => {
    const list = end.current
    if (list) list.scrollTop = list.scrollHeight
  }, [last])
  const name = node.slice('server:'.length)
  return (
    <section className="netboot-card ladder" aria-label={t('netboot.ladder', { name })}>
      <h3>{t('netboot.ladder', { name })}</h3>
      {packets.length === 0 && <p className="netboot-note">{t('netboot.ladder.none')}</p>}
      {packets.length > 0 && (
        <>
          <div className="lifelines" aria-hidden>
            <b>{name}</b>
            <b>{t('netboot.server side')}</b>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
          <ol ref={end} tabIndex={0} aria-label={t('netboot.ladder', { name })}>
            {packets.map((packet) => (
              <Message key={packet.n} packet={packet} client={clientOf(node)} />
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
function Message({ packet, client }: { packet: Packet; client: Id<'netclient'> }) {
  const session = useSession()
  const { type, from, sent, arrives, protocol } = packet
  const own = from === client
  const file = type === 'DATA' || type === '200'
  const lost = arrives === undefined && !file
  const nameOf = (id: Id | undefined): string => {
    if (id === undefined) return t('netboot.everybody')
    if (id === 'world:network') return t('netboot.network')
    const server = session.record(id as Id<'bootserver'>)
    return server?.name ?? id.slice(id.indexOf(':') + 1)
  }
  const other = nameOf(own ? packet.to : from)
  return (
    <li className={`message ${protocol} ${lost ? 'lost' : ''}`}>
      <time>{clockText(sent)}</time>
      <span className={`arrow ${own ? 'out' : 'in'}`} aria-hidden>
        <span className="type">{lost ? `${type} ✕` : type}</span>
      </span>
      <span className="other">{other}</span>
      <span className="says">
        <span className="unseen">{type}: </span>
        {text(`netboot.packet.${type}`, saidBy(packet, nameOf))} {lost && <b className="lost-word">{t('netboot.lost')}</b>}
        {file && arrives === undefined && <Coming client={client} packet={packet.n} />}
      </span>
    </li>
  )
}
/** How far a file is that is on its way. */
function Coming({ client: id, packet }: { client: Id<'netclient'>; packet: number }) {
  const now = useNow()
  const client = useRecord(id)
  const server = useRecord(client?.download?.from)
  if (client?.download?.packet !== packet) return <b className="lost-word">{t('netboot.broken off')}</b>
  const percent = Math.floor((shareOf(client, server, now) ?? 0) * 100)
  return <b className="number">{client.download.stalledAt === undefined ? `${percent}%` : t('netboot.stalled', { percent })}</b>
}
