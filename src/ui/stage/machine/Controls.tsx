import type { Input } from '../../../sim/record.ts'
import type { Medium } from '../../../system/hardware/hardware.ts'
import { t } from '../../i18n/index.ts'
import { useIsPast, useSession } from '../../simulation/context.tsx'
import type { Layout } from './layout.ts'
import { isOn, type Machine, releaseOn, runsOf } from './model.ts'
import { pointedStore } from './pointed.ts'

/** Something that hands can do at the machine. */
export interface Act {
  readonly label: string
  /** Its whole name, where the label alone would not say enough. */
  readonly name?: string
  readonly about: string
  readonly input: Input
  /** Why it cannot be done now. */
  readonly refusal?: string | undefined
}
export function Button({
  act,
  className,
  children,
  style,
  whole,
}: {
  act: Act
  whole?: boolean
  className: string
  children?: React.ReactNode
  style?: React.CSSProperties
}) {
  const session = useSession()
  const past = useIsPast()
  const refusal = past ? t('machine.past') : act.refusal
  return (
    <button
      type="button"
      className={className}
      style={style}
      disabled={refusal !== undefined}
      aria-label={act.name ?? act.label}
      title={refusal ?? act.about}
      onClick={() => session.input(act.input)}
      onFocus={() => pointedStore.set(undefined)}
    >
      {children ?? (whole ? (act.name ?? act.label) : act.label)}
    </button>
  )
}

/** The front panel: power button with its lamp, and beside it the two ways that lose what is in RAM. */
export function FrontButtons({ machine: { server } }: { machine: Machine }) {
  const on = isOn(server)
  const refusal = on ? undefined : t('machine.off already')
  const press: Act = {
    label: t(on ? 'machine.power.off' : 'machine.power.on'),
    about: t(on ? 'machine.about.power.off' : 'machine.about.power.on'),
    input: { type: 'power.button', subject: server.id },
  }
  const others: Act[] = [
    { label: t('machine.power.hold'), about: t('machine.about.power.hold'), input: { type: 'power.hold', subject: server.id }, refusal },
    { label: t('machine.power.cut'), about: t('machine.about.power.cut'), input: { type: 'power.cut', subject: server.id }, refusal },
    { label: t('machine.reset'), about: t('machine.about.reset'), input: { type: 'reset.button', subject: server.id }, refusal },
  ]
  return (
    <fieldset className="front" aria-label={t('machine.actions')}>
      <Button act={press} className={`power ${on ? runsOf(server) : 'off'}`}>
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
          <path d="M12 3.5v8.5M7.2 6.6a7.5 7.5 0 1 0 9.6 0" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        </svg>
        <span>{press.label}</span>
      </Button>
      <span className="others">
        {others.map((act) => (
          <Button key={act.input.type} act={act} className="act" />
        ))}
      </span>
    </fieldset>
  )
}

/** A slot's hand: out with what is in it, or in with what lies on the desk; a list where there are several. */
function SlotHand({
  kind,
  machine: { server, stick, disc, desk },
  style,
  whole,
}: {
  kind: Medium['kind']
  machine: Machine
  style?: React.CSSProperties | undefined
  whole: boolean
}) {
  const session = useSession()
  const past = useIsPast()
  const inside = kind === 'usb' ? stick : disc
  const choice = desk.filter((medium) => medium.kind === kind)
  const word = kind === 'usb' ? 'usb' : 'iso'
  const plug = kind === 'usb' ? 'usb.plug' : 'iso.insert'
  const pull = kind === 'usb' ? 'usb.pull' : 'iso.eject'
  const [only] = choice
  if (!inside && choice.length > 1) {
    return (
      <select
        className="act"
        style={style}
        disabled={past}
        value=""
        aria-label={t(`machine.${word}.plug what`)}
        onChange={({ target }) => session.input({ type: plug, subject: target.value, server: server.id })}
      >
        <option value="">{t(`machine.${word}.plug`)}…</option>
        {choice.map((medium) => (
          <option key={medium.id} value={medium.id}>
            {medium.label} {releaseOn(medium)}
          </option>
        ))}
      </select>
    )
  }
  const medium = inside ?? only
  if (!medium) return null
  const id = inside ? (`machine.${word}.pull` as const) : (`machine.${word}.plug` as const)
  return (
    <Button
      className="act"
      whole={whole}
      act={{
        label: t(id),
        name: t(`${id} what`),
        about: t(`${id} what`),
        input: inside ? { type: pull, subject: medium.id } : { type: plug, subject: medium.id, server: server.id },
      }}
      {...(style && { style })}
    />
  )
}

/** Buttons at the things themselves: stick, disc, and the cables. In the text twin they stand in a row. */
export function HandButtons({ machine, layout }: { machine: Machine; layout?: Layout }) {
  const { nics, stick } = machine
  const place = (x: number, y: number): React.CSSProperties => ({ left: x, top: y })
  const at = (x: number, y: number): { style?: React.CSSProperties } => (layout ? { style: place(x, y) } : {})
  const slot =
    layout && (layout.narrow ? place(layout.slot.x + layout.slot.w - 6, layout.slot.y + 4) : place(layout.chassis.x - 8, layout.slot.y + (stick ? 62 : 68)))
  const drive = layout && (layout.narrow ? place(layout.drive.x + layout.drive.w - 6, layout.drive.y + 6) : place(layout.chassis.x - 5, layout.drive.y + 40))
  return (
    <div className={layout ? 'hands' : 'hands in-row'}>
      <SlotHand kind="usb" machine={machine} style={slot} whole={!layout} />
      <SlotHand kind="iso" machine={machine} style={drive} whole={!layout} />
      {nics.map((nic, i) => {
        const box = layout?.nics[i]
        return (
          <Button
            key={nic.id}
            className="act"
            whole={!layout}
            act={{
              label: t(nic.cable ? 'machine.nic.unplug' : 'machine.nic.plug'),
              name: t(nic.cable ? 'machine.nic.unplug what' : 'machine.nic.plug what', { link: nic.link }),
              about: t(nic.cable ? 'machine.nic.unplug what' : 'machine.nic.plug what', { link: nic.link }),
              input: { type: nic.cable ? 'nic.unplug' : 'nic.plug', subject: nic.id },
            }}
            {...(layout && box && (layout.narrow ? at(box.x + box.w - 8, box.y + 8) : at(layout.chassis.x - 8, box.y + 26)))}
          />
        )
      })}
    </div>
  )
}
