import { Zap } from 'lucide-react'
import type { Medium } from '../../../system/hardware/hardware.ts'
import { RELEASES } from '../../../system/media/releases.ts'
import { t } from '../../i18n/index.ts'
import { Menu } from '../../layout/Menu.tsx'
import { useIsPast, useSession } from '../../simulation/context.tsx'
import { Button } from './Controls.tsx'
import { isOn, type Machine, releaseOn } from './model.ts'
import { SiteFaults } from './SiteFaults.tsx'
import { sizeText } from './sizes.ts'

const DAMAGES = ['flip', 'cut', 'remove'] as const
const MODULES = [256, 512, 1024, 2048, 4096, 8192, 16_384, 65_536] as const

/** What can be broken, or changed with a screwdriver: each is an input of the journal, and is undone as any other. */
export function Faults({ machine }: { machine: Machine }) {
  const { server, stick, disc, desk } = machine
  const media = [stick, disc, ...desk].filter((medium) => medium !== undefined)
  const refusal = isOn(server) ? t('faults.power') : undefined
  return (
    <Menu label={t('faults')} icon={<Zap size={13} aria-hidden="true" />} text={t('faults')}>
      <div className="faults">
        <p className="quiet">{t('faults.about')}</p>
        {media.map((medium) => (
          <MediumFaults key={medium.id} medium={medium} />
        ))}
        <fieldset>
          <legend>{t('faults.machine')}</legend>
          <Button
            className="act"
            act={{
              label: t('faults.panic'),
              about: t('faults.about.panic'),
              input: { type: 'nmi.button', subject: server.id },
              refusal: server.system ? undefined : t('faults.no kernel'),
            }}
          />
          <Button
            className="act"
            act={{
              label: t('faults.fault'),
              about: t('faults.about.fault'),
              input: { type: 'panic', subject: server.id },
              refusal: server.system ? undefined : t('faults.no kernel'),
            }}
          />
          <Ram machine={machine} refusal={refusal} />
        </fieldset>
        <fieldset>
          <legend>{t('machine.disks')}</legend>
          {machine.disks.map((disk) => (
            <Button
              key={disk.id}
              className="act"
              act={{
                label: t(disk.present ? 'faults.disk.pull' : 'faults.disk.plug', { name: disk.name }),
                about: t('faults.about.disk'),
                input: { type: disk.present ? 'disk.pull' : 'disk.plug', subject: disk.id },
                refusal,
              }}
            />
          ))}
        </fieldset>
        <SiteFaults />
      </div>
    </Menu>
  )
}

/** What may be wrong with what is written on a stick or a disc; and the image written anew. */
function MediumFaults({ medium }: { medium: Medium }) {
  const session = useSession()
  const past = useIsPast()
  return (
    <fieldset>
      <legend>
        {t(medium.kind === 'usb' ? 'machine.stick' : 'machine.disc', { label: medium.label })} · {releaseOn(medium) ?? t('machine.medium.none')}
      </legend>
      {DAMAGES.map((how) => (
        <Button
          key={how}
          className="act"
          act={{ label: t(`faults.${how}`), about: t(`faults.about.${how}`), input: { type: 'medium.damage', subject: medium.id, how } }}
        />
      ))}
      <select
        className="act"
        value=""
        disabled={past}
        aria-label={t('faults.write what', { label: medium.label })}
        onChange={({ target }) => session.input({ type: 'medium.write', subject: medium.id, platform: target.value })}
      >
        <option value="">{t('faults.write')}…</option>
        {RELEASES.map((stamp) => (
          <option key={stamp} value={stamp}>
            {stamp}
          </option>
        ))}
      </select>
    </fieldset>
  )
}
function Ram({ machine: { server }, refusal }: { machine: Machine; refusal: string | undefined }) {
  const session = useSession()
  const past = useIsPast()
  const sizes = [...new Set([...MODULES, server.ramMiB])].sort((a, b) => a - b)
  return (
    <label className="fit" title={refusal ?? t('faults.about.ram')}>
      RAM{' '}
      <select
        className="act"
        value={server.ramMiB}
        disabled={past || refusal !== undefined}
        onChange={({ target }) => session.input({ type: 'ram.fit', subject: server.id, ramMiB: Number(target.value) })}
      >
        {sizes.map((size) => (
          <option key={size} value={size}>
            {sizeText(size * 2 ** 20)}
          </option>
        ))}
      </select>
    </label>
  )
}
