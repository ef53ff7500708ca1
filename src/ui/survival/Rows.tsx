import { useId, useState } from 'react'
import type { Dormant } from '../../system/survival/dormant.ts'
import { type Fate, hintFor } from '../../system/survival/places.ts'
import type { Survival } from '../../system/survival/record.ts'
import type { Item, Row } from '../../system/survival/table.ts'
import type { Thing, WayDown } from '../../system/survival/things.ts'
import { hasText, t, text } from '../i18n/index.ts'
import { bytesText } from '../inspector/fields.ts'
import { selectRecord } from '../selection.ts'
import { ChangeMark, FateMark, PlaceMark } from './PlaceMark.tsx'

const FATES: readonly Fate[] = ['lost', 'made anew', 'kept', 'stick']
/** Most paths that stand below a line. */
const MOST_PATHS = 100

/** One line of the table; opened, it says why and which files. */
export function MountRow({ row, rows, asked, last }: { row: Row; rows: readonly Row[]; asked: WayDown | undefined; last: Survival | undefined }) {
  const id = useId()
  const [opened, open] = useState<boolean>()
  const past = last ? pastOf(row, rows, last) : []
  const lost = row.fates.lost + row.fates['made anew']
  // Asked what would be lost, one need not open the lines that would lose something.
  const isOpen = opened ?? (asked !== undefined && lost > 0 && row.shows === undefined)
  const path = row.key === 'kernel' ? t('survives.row.kernel') : row.key === 'zones' ? t('survives.row.zones', { count: row.paths.length }) : row.key
  const outline = asked && row.fates.lost + row.fates['made anew'] > 0 ? 'loses' : asked && row.fates.kept + row.fates.stick > 0 ? 'keeps' : ''
  return (
    <>
      <tr className={`row ${row.place} ${outline}`}>
        <th scope="row" className="where">
          <button
            type="button"
            className="fold"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => {
              open(!isOpen)
              selectRecord(row.mount.id)
            }}
          >
            <PlaceMark place={row.place} bare /> <code>{path}</code>
          </button>
          <small>{sourceText(row)}</small>
        </th>
        <td className="used">
          {row.space && <Space used={row.space.used} size={row.place === 'pool' || row.place === 'stick' ? undefined : row.space.size} />}
        </td>
        <td className="changes">
          <Changes row={row} />
          {past.length > 0 && <PastCount items={past} />}
        </td>
        <td className="fate-cell">
          <Fates row={row} asked={asked} />
        </td>
      </tr>
      <tr id={id} className={`detail ${row.place}`} hidden={!isOpen}>
        <td colSpan={4}>
          <p>{text(`survives.why.${row.reason}`, { path: row.mount.path, source: row.mount.source })}</p>
          {row.key === 'kernel' && <p className="about">{row.paths.join(' ')}</p>}
          {row.shows !== undefined && <p className="about">{t('survives.shows', { path: row.shows })}</p>}
          {isOpen && <Paths items={row.items} total={row.added + row.changed + row.removed} asked={asked} />}
          {isOpen && past.length > 0 && <PastPaths items={past} />}
        </td>
      </tr>
    </>
  )
}
/** What is mounted there, in few words. */
function sourceText({ kind, mount, paths, key }: Row): string {
  if (key === 'kernel') return `${paths.filter((path) => path === '/proc' || path === '/dev').join(' ')} …`
  return text(mount.path === '/' && kind === 'ramdisk' ? 'survives.kind.root' : `survives.kind.${kind}`, { source: mount.source })
}
/** What is taken, and of how much: of a dataset only the former, for it takes from the whole pool. */
function Space({ used, size }: { used: number; size: number | undefined }) {
  if (size === undefined) return bytesText(used)
  return (
    <span className="space">
      <span className="track" aria-hidden="true">
        <span style={{ width: `${used === 0 ? 0 : Math.max(2, Math.min(100, (used / size) * 100))}%` }} />
      </span>
      {t('survives.space', { used: bytesText(used), size: bytesText(size) })}
    </span>
  )
}
/** How many files were added, changed and removed since the boot. */
function Changes({ row }: { row: Row }) {
  const parts = (['added', 'changed', 'removed'] as const).filter((how) => row[how] > 0)
  if (row.place === 'kernel' || (row.place === 'image' && parts.length === 0)) return <span className="about">–</span>
  return (
    <>
      {parts.length === 0 ? (
        <span className="about">{t('survives.changes.none')}</span>
      ) : (
        parts.map((how) => t(`survives.changes.${how}`, { count: row[how] })).join(', ')
      )}
      {row.unwritten > 0 && <span className="unwritten">{t('survives.unwritten', { count: row.unwritten })}</span>}
    </>
  )
}
function Fates({ row, asked }: { row: Row; asked: WayDown | undefined }) {
  const counted = FATES.filter((fate) => row.fates[fate] > 0)
  // What would be lost matters where there is something to lose.
  if (asked === undefined || counted.length === 0) return counted.length === 0 ? <FateMark fate={row.fate} idle /> : <FateMark fate={row.fate} />
  return counted.map((fate) => (
    <span key={fate} className="line">
      <FateMark fate={fate} count={row.fates[fate]} />
    </span>
  ))
}
const SIGN = { added: '+', changed: '~', removed: '−' } as const

function Paths({ items, total, asked }: { items: readonly Item[]; total: number; asked: WayDown | undefined }) {
  if (items.length === 0) return null
  const shown = items.slice(0, MOST_PATHS)
  const hints = [...new Set(shown.filter(({ fate }) => fate === 'lost' || fate === 'made anew').map(({ path }) => hintFor(path)))].filter(
    (hint) => hint !== undefined,
  )
  return (
    <>
      <ul className="paths">
        {shown.map(({ path, how, fate, unwritten }) => (
          <li key={path} className={asked && (fate === 'lost' || fate === 'made anew') ? 'goes' : ''}>
            <span className={`how ${how}`} title={t(`survives.how.${how}`)}>
              <span aria-hidden="true">{SIGN[how]}</span>
              <span className="unseen">{t(`survives.how.${how}`)}</span>
            </span>{' '}
            <code>{path}</code> <ChangeMark fate={fate} how={how} />
            {unwritten && <span className="unwritten">{t('survives.unwritten.one')}</span>}
          </li>
        ))}
      </ul>
      {total > shown.length && <p className="about">{t('survives.more', { count: total - shown.length })}</p>}
      {hints.map((hint) => (
        <p key={hint} className="hint">
          {text(`survives.hint.${hint}`)}
        </p>
      ))}
    </>
  )
}
type PastItem = Survival['files'][number]
/** What the last loss did to files that lie in a mount: in the one with the longest path above them. */
function pastOf(row: Row, rows: readonly Row[], last: Survival): PastItem[] {
  if (row.shows !== undefined || row.place === 'kernel') return []
  const above = (mount: string, path: string): boolean => mount === '/' || path === mount || path.startsWith(`${mount}/`)
  const longest = (path: string): string =>
    rows
      .filter(({ shows }) => shows === undefined)
      .flatMap(({ paths }) => paths)
      .filter((mount) => above(mount, path))
      .reduce((a, b) => (b.length > a.length ? b : a), '')
  return last.files.filter(({ path }) => row.paths.includes(longest(path)))
}
function PastCount({ items }: { items: readonly PastItem[] }) {
  return (
    <span className="was">
      {t('survives.then')}{' '}
      {FATES.map((fate) => ({ fate, count: items.filter((item) => item.fate === fate).length }))
        .filter(({ count }) => count > 0)
        .map(({ fate, count }) => (
          <FateMark key={fate} fate={fate} count={count} />
        ))}
    </span>
  )
}
/** Files as the last loss left them: gone ones are struck out. */
export function PastPaths({ items }: { items: readonly PastItem[] }) {
  return (
    <ul className="paths was">
      {items.slice(0, MOST_PATHS).map(({ path, how, fate, unwritten }) => (
        <li key={path} className={fate}>
          {how !== 'removed' && (fate === 'lost' || fate === 'made anew') ? <s>{path}</s> : <code>{path}</code>} <ChangeMark fate={fate} how={how} />
          {unwritten && <span className="unwritten">{t('survives.unwritten.was')}</span>}
        </li>
      ))}
    </ul>
  )
}

/** What a pool on the disks holds while it is not imported: it waits, and nothing happens to it. */
export function DormantRows({ dormant, last }: { dormant: Dormant; last: Survival | undefined }) {
  const kept = last?.files.filter(({ fate }) => fate === 'kept') ?? []
  return (
    <tr className="row pool dormant">
      <th scope="row" className="where">
        <PlaceMark place="pool" bare />{' '}
        <button type="button" className="why-button" onClick={() => selectRecord(dormant.pool)}>
          <code>{dormant.name}</code>
        </button>
        <small>{t('survives.dormant')}</small>
      </th>
      <td className="used" />
      <td className="changes" colSpan={2}>
        <span className="names">
          {dormant.datasets.map(({ id, name }) => (
            <code key={id}>{name}</code>
          ))}
          {dormant.others > 0 && <span>{t('survives.dormant.others', { count: dormant.others })}</span>}
        </span>
        {kept.length > 0 && <PastCount items={kept} />}
      </td>
    </tr>
  )
}
/** What is no file: one line each. */
export function ThingRows({ things, asked }: { things: readonly Thing[]; asked: WayDown | undefined }) {
  return things.map(({ kind, name, fate, reason, id }) => {
    const what = `survives.kind.thing.${kind}`
    const label = hasText(what) ? text(what, { name }) : name
    return (
      <tr key={`${kind} ${name}`} className={`row thing ${asked && fate === 'lost' ? 'loses' : ''}`}>
        <th scope="row" className="where">
          {id ? (
            <button type="button" className="why-button" onClick={() => selectRecord(id)}>
              {label}
            </button>
          ) : (
            label
          )}
        </th>
        <td className="changes" colSpan={2}>
          {text(`survives.thing.${reason}`, { name })}
        </td>
        <td className="fate-cell">
          <FateMark fate={fate} />
        </td>
      </tr>
    )
  })
}
