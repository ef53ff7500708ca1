import type { Nic } from '../../../system/hardware/hardware.ts'
import { t } from '../../i18n/index.ts'
import { useNow } from '../../simulation/context.tsx'
import { clockText } from '../../simulation/speed.ts'
import { type Box, HEAD, type Layout, LINE } from './layout.ts'
import { bootOrderOf, isOn, type Machine, releaseOn, runsOf, statePath, type Try } from './model.ts'
import { linkState } from './parts.ts'
import { cut } from './sizes.ts'
import { Frame, Head, Thing } from './Thing.tsx'

/** Firmware, processor, USB slot and network cards. */
export function Board({ machine, layout }: { machine: Machine; layout: Layout }) {
  return (
    <g className="board">
      <Usb machine={machine} layout={layout} />
      <Drive machine={machine} box={layout.drive} narrow={layout.narrow} />
      <Firmware machine={machine} box={layout.firmware} />
      <Cpu machine={machine} box={layout.cpu} />
      {machine.nics.map((nic, i) => {
        const box = layout.nics[i]
        return box && <Card key={nic.id} machine={machine} nic={nic} box={box} layout={layout} />
      })}
    </g>
  )
}

/** The slot, and the stick in it or beside it. */
function Usb({ machine: { server, stick: inside, desk }, layout }: { machine: Machine; layout: Layout }) {
  const { slot, narrow } = layout
  const stick = inside ?? desk.find(({ kind }) => kind === 'usb')
  const at = inside ? layout.stick : layout.away
  const label = stick ? cut(stick.label, 12) : ''
  return (
    <>
      <Thing of={inside ? inside.id : `${server.id}#slot`} box={slot} className="usb">
        <Frame box={slot} className="block" />
        <text className="head" x={slot.x + (narrow ? 136 : 8)} y={slot.y + 15}>
          {t('machine.usb')}
        </text>
        <text className={inside ? 'mono' : 'note'} x={slot.x + (narrow ? 168 : slot.w - 8)} y={slot.y + 15} textAnchor={narrow ? 'start' : 'end'}>
          {inside ? (releaseOn(inside) ?? t('machine.medium.none')) : t(stick ? 'machine.usb.desk' : 'machine.usb.empty')}
        </text>
        <rect className={inside ? 'socket' : 'socket open'} x={slot.x + (narrow ? 8 : -13)} y={slot.y + 20} width={40} height={20} rx={2} />
      </Thing>
      {stick && (
        <Thing of={stick.id} box={at} className={inside ? 'stick inside' : 'stick'}>
          <rect className="plug" x={at.x + at.w - 22} y={at.y + 5} width={22} height={at.h - 10} rx={1} />
          <rect className="contact" x={at.x + at.w - 15} y={at.y + 8} width={5} height={3} />
          <rect className="contact" x={at.x + at.w - 15} y={at.y + at.h - 11} width={5} height={3} />
          <rect className="body" x={at.x} y={at.y} width={at.w - 22} height={at.h} rx={4} />
          <circle className="lamp" cx={at.x + 10} cy={at.y + at.h / 2} r={2.5} data-active={server.transfer?.from === stick.id || undefined} />
          {!narrow && (
            <text className="tick small" x={layout.chassis.x - 5} y={at.y + at.h + 13} textAnchor="end">
              {label}
            </text>
          )}
        </Thing>
      )}
    </>
  )
}
/** The optical drive: a tray, and the disc in it. */
function Drive({ machine: { server, disc }, box, narrow }: { machine: Machine; box: Box; narrow: boolean }) {
  const [x, y] = [box.x + 24, box.y + 24]
  // Where the picture is narrow, what hands can do stands inside, at the right.
  const w = box.w - (narrow ? 92 : 0)
  return (
    <Thing of={disc ? disc.id : `${server.id}#drive`} box={box} className={disc ? 'drive-bay loaded' : 'drive-bay'}>
      <Frame box={box} className="block" />
      <text className="head" x={box.x + 8} y={box.y + 14}>
        {t('machine.drive')}
      </text>
      <text className={disc ? 'mono' : 'note'} x={box.x + w - 8} y={box.y + 14} textAnchor="end">
        {disc ? (releaseOn(disc) ?? t('machine.medium.none')) : t('machine.usb.empty')}
      </text>
      <path className="tray" d={`M${box.x + 8} ${y}h${w - 16}`} />
      {disc && (
        <g className="disc">
          <ellipse cx={x} cy={y} rx={14} ry={5} />
          <ellipse className="hub" cx={x} cy={y} rx={3} ry={1.2} />
          <circle className="lamp" cx={box.x + w - 12} cy={y} r={2.5} data-active={server.transfer?.from === disc.id || undefined} />
        </g>
      )}
    </Thing>
  )
}

const SHAPES: Readonly<Record<Try, string>> = { waiting: '○', trying: '▸', failed: '✕', chosen: '●' }

/** The boot order, with what has become of each entry. */
function Firmware({ machine: { server }, box }: { machine: Machine; box: Box }) {
  const active = runsOf(server) === 'firmware'
  return (
    <Thing of={`${server.id}#firmware`} box={box} className={active ? 'firmware active' : 'firmware'}>
      <Frame box={box} className="block" />
      <Head box={box} title={t('machine.firmware')} note={server.firmware.toUpperCase()} />
      {bootOrderOf(server).map(({ device, state }, i) => {
        const y = box.y + HEAD + 11 + i * LINE
        return (
          <g key={device} className={`try ${state}`}>
            <text className="tick" x={box.x + 8} y={y}>
              {i + 1}
            </text>
            <text className="label" x={box.x + 22} y={y}>
              {t(`machine.device.${device}`)}
            </text>
            <text className="shape" x={box.x + box.w - 8} y={y} textAnchor="end">
              {SHAPES[state]}
            </text>
          </g>
        )
      })}
    </Thing>
  )
}

/** Which program the processor runs. */
function Cpu({ machine: { server }, box }: { machine: Machine; box: Box }) {
  const runs = runsOf(server)
  const { system } = server
  const path = statePath(server).split('.')
  const most = Math.floor((box.w - 16) / 6.3)
  const counting = path.at(-1) === 'countdown'
  const starting = runs === 'system' && path.at(-1) !== 'online'
  return (
    <Thing of={`${server.id}#cpu`} box={box} className={`cpu ${runs}`}>
      <Frame box={box} className="block" />
      <Head box={box} title={t('machine.cpu')} note={`× ${server.cpus}`} />
      <text className="label strong" x={box.x + 8} y={box.y + HEAD + 12}>
        {cut(t(`machine.runs.${runs}`), most)}
      </text>
      {system && runs === 'system' && !starting ? (
        <Uptime since={system.bootedAt} x={box.x + 8} y={box.y + HEAD + 29} />
      ) : (
        runs !== 'nothing' && (
          <text className="mono" x={box.x + 8} y={box.y + HEAD + 29}>
            {cut(counting ? `menu · ${Number(server.machine.context?.seconds)} s` : (starting ? path.slice(3) : path.slice(2)).join(' · '), most - 1)}
          </text>
        )
      )}
    </Thing>
  )
}
function Uptime({ since, x, y }: { since: number; x: number; y: number }) {
  const seconds = Math.floor(Math.max(0, useNow() - since) / 1000) * 1000
  return (
    <text className="mono" x={x} y={y}>
      {t('machine.up', { time: clockText(seconds).replace(/\.\d+$/, '') })}
    </text>
  )
}

/** A network card: its port, its link, its address; and the cable that leaves the machine. */
function Card({ machine, nic, box, layout }: { machine: Machine; nic: Nic; box: Box; layout: Layout }) {
  const on = isOn(machine.server)
  const state = linkState(nic, on)
  const address = machine.server.system?.addresses?.[nic.link]
  const lane = box.y + 18
  const from = layout.narrow ? undefined : layout.chassis.x
  return (
    <Thing of={nic.id} box={box} className={`nic ${nic.cable ? (on ? 'up' : 'dark') : 'down'}`}>
      <Frame box={box} className="block" />
      {from !== undefined && (
        <g className="cable">
          <text className="tick" x={8} y={lane - 6}>
            {cut(nic.tags[0] ?? t('machine.network'), 8)}
          </text>
          <path className="wire" d={nic.cable ? `M8 ${lane}H${box.x + 8}` : `M8 ${lane}H${from - 24}q6 0 8 6`} />
        </g>
      )}
      <path className="port" d={`M${box.x + 8} ${box.y + 10}h18v16h-4v3h-10v-3h-4z`} />
      <path className="pins" d={`M${box.x + 12} ${box.y + 10}v4m3.5 -4v4m3.5 -4v4m3.5 -4v4`} />
      <text className="label strong" x={box.x + 34} y={box.y + 16}>
        {nic.link}
      </text>
      <text className="state-word" x={box.x + 34} y={box.y + 30}>
        <tspan className="shape">{nic.cable && on ? '●' : nic.cable ? '○' : '✕'}</tspan> {state}
      </text>
      <text className="mono" x={box.x + 8} y={box.y + 48}>
        {address ? `${address.ip}/${address.prefix}` : cut(t('machine.nic.none'), Math.floor((box.w - 12) / 6.5))}
      </text>
      {address?.dhcp && (
        <text className="note" x={box.x + box.w - 8} y={box.y + 48} textAnchor="end">
          DHCP
        </text>
      )}
    </Thing>
  )
}
