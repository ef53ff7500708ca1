import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Id } from '../../sim/record.ts'
import { useT } from '../i18n/index.ts'
import { createStore, useStore } from '../kit/store.ts'
import { selectRecord, useSelection } from '../selection.ts'
import { useRecord, useTable } from '../simulation/context.tsx'
import { Board } from './machine/Board.tsx'
import { FrontButtons, HandButtons } from './machine/Controls.tsx'
import { Faults } from './machine/Faults.tsx'
import { Flow, NetworkFlow } from './machine/Flow.tsx'
import { layoutOf } from './machine/layout.ts'
import { isOn, type Machine, runsOf, serverOfRecord, useMachine } from './machine/model.ts'
import { byKey, type Part, partsOf, stateSentence } from './machine/parts.ts'
import { choose as chooseThing, pointedStore } from './machine/pointed.ts'
import { Ram } from './machine/Ram.tsx'
import { MOST_LINES, Storage } from './machine/Storage.tsx'
import { sizeText } from './machine/sizes.ts'
import { Frame, Thing } from './machine/Thing.tsx'
import { Twin } from './machine/Twin.tsx'
import { Zones } from './machine/Zones.tsx'
import './machine.css'

/** So many servers have a button each; more are a list. */
const FEW = 8
/** Whether the text twin is shown in place of the picture. */
const asText = createStore(false)

/** One server as a picture of the world as it is, with its text twin. */
export function MachineView() {
  const t = useT()
  const servers = useTable('server')
  const selected = useRecord(useSelection().record as Id<'server'> | undefined)
  const [chosen, choose] = useState<Id<'server'>>()
  // What is selected may be on another server: then that one is shown.
  const wanted = serverOfRecord(selected) ?? chosen
  useEffect(() => wanted && choose(wanted), [wanted])
  const machine = useMachine(servers.some(({ id }) => id === wanted) ? wanted : servers[0]?.id)
  if (!machine) return <p className="quiet">{t('ui.inspector.empty')}</p>
  if (servers.length < 2) return <Whole machine={machine} />
  return (
    <Whole machine={machine}>
      {servers.length <= FEW ? (
        <fieldset className="choice" aria-label={t('machine.server')}>
          {servers.map(({ id, name }) => (
            <button key={id} type="button" aria-pressed={id === machine.server.id} onClick={() => selectRecord(id)}>
              {name}
            </button>
          ))}
        </fieldset>
      ) : (
        <select aria-label={t('machine.server')} value={machine.server.id} onChange={(event) => selectRecord(event.target.value as Id)}>
          {servers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Whole>
  )
}

function Whole({ machine, children }: { machine: Machine; children?: React.ReactNode }) {
  const t = useT()
  const words = useStore(asText)
  const root = partsOf(machine)
  return (
    <div className={words ? 'machine as-text' : 'machine'}>
      <div className="machine-bar">
        <Faults machine={machine} />
        <button type="button" className="act" aria-pressed={words} onClick={() => asText.set(!words)}>
          {t('machine.as text')}
        </button>
      </div>
      {words ? (
        <div className="machine-words">
          <FrontButtons machine={machine} />
          <HandButtons machine={machine} />
          <Twin root={root} shown />
        </div>
      ) : (
        <>
          <Picture machine={machine} />
          <Twin root={root} shown={false} />
        </>
      )}
      {children && <div className="machines">{children}</div>}
      <Caption machine={machine} root={root} />
    </div>
  )
}

/** The picture: drawn for the width there is, larger where there is plenty. */
function Picture({ machine }: { machine: Machine }) {
  const t = useT()
  const place = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 780, scale: 1 })
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const measure = (): void => {
      const least = Math.max(1, Number.parseFloat(getComputedStyle(element).fontSize) / 14)
      const scale = Math.max(least, Math.min(1.75, element.clientWidth / 840, element.clientHeight / 470))
      const width = Math.min(1240, Math.floor(element.clientWidth / scale))
      if (width > 0) setSize((before) => (before.width === width && before.scale === scale ? before : { width, scale }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  usePointing(place)
  const layout = useMemo(
    () =>
      layoutOf(size.width, {
        entries: machine.server.bootOrder.length,
        nics: machine.nics.length,
        disks: machine.disks.length,
        pools: machine.pools.map(({ rows, arriving }) => Math.min(rows.length, MOST_LINES) + arriving.length),
        zones: machine.zones.length,
      }),
    [size.width, machine],
  )
  const { chassis } = layout
  return (
    <div className="machine-place" ref={place}>
      <div className={`machine-picture ${layout.narrow ? 'narrow' : ''}`} style={{ zoom: size.scale, width: layout.width, height: layout.height }}>
        <svg
          width={layout.width}
          height={layout.height}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          aria-hidden="true"
          focusable="false"
          className={isOn(machine.server) ? 'on' : 'off'}
        >
          <defs>
            <pattern id="volatile" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <path d="M0 0V6" className="hatch" />
            </pattern>
          </defs>
          <Thing of={machine.server.id} box={chassis} round={6}>
            <Frame box={chassis} className="chassis" round={6} />
          </Thing>
          <text className="name" x={chassis.x + chassis.w - 12} y={chassis.y + (layout.narrow ? 24 : 21)} textAnchor="end">
            {machine.server.name}
          </text>
          <text className="note" x={chassis.x + chassis.w - 12} y={chassis.y + (layout.narrow ? 40 : 36)} textAnchor="end">
            {t('machine.facts', { cpus: machine.server.cpus, ram: sizeText(machine.server.ramMiB * 2 ** 20) })}
          </text>
          <NetworkFlow machine={machine} layout={layout} />
          <Board machine={machine} layout={layout} />
          <Ram machine={machine} layout={layout} />
          <Storage machine={machine} layout={layout} />
          <Zones machine={machine} layout={layout} />
          <Flow machine={machine} layout={layout} />
        </svg>
        <div className="front-place" style={{ left: chassis.x + 12, top: chassis.y + 8 }}>
          <FrontButtons machine={machine} />
        </div>
        <HandButtons machine={machine} layout={layout} />
      </div>
    </div>
  )
}

/** The picture listens for all its things: what is pointed at is told below it, what is clicked is selected. */
function usePointing(place: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = place.current
    if (!element) return
    const keyAt = (event: Event): string | undefined => (event.target as Element).closest<SVGElement>('[data-thing]')?.dataset.thing
    const over = (event: Event): void => {
      const key = keyAt(event)
      if (pointedStore.get()?.key !== key) pointedStore.set(key ? { key, by: 'pointer' } : undefined)
    }
    const leave = (): void => pointedStore.set(undefined)
    const click = (event: Event): void => {
      const key = keyAt(event)
      if (key) chooseThing(key)
    }
    element.addEventListener('pointerover', over)
    element.addEventListener('pointerleave', leave)
    element.addEventListener('click', click)
    return () => {
      element.removeEventListener('pointerover', over)
      element.removeEventListener('pointerleave', leave)
      element.removeEventListener('click', click)
    }
  }, [place])
}

/** One sentence: about what is pointed at, else about what goes on. */
function Caption({ machine, root }: { machine: Machine; root: Part }) {
  const pointed = useStore(pointedStore)
  const about = pointed && byKey(root).get(pointed.key)?.about
  return (
    <p className="machine-caption" data-runs={runsOf(machine.server)}>
      {about ?? stateSentence(machine)}
    </p>
  )
}
