import { RELEASES } from '../../../system/media/releases.ts'
import { t } from '../../i18n/index.ts'
import { useRecord } from '../../simulation/context.tsx'
import { Button } from './Controls.tsx'

/** What may be wrong with the downloads of the newest image: they come damaged until they are mended. */
export function SiteFaults() {
  const spoiled = useRecord('mirror:site')?.spoiled ?? []
  const stamp = RELEASES.at(-1) ?? ''
  const how = spoiled.includes(stamp) ? 'mend' : 'spoil'
  return (
    <fieldset>
      <legend>{t('faults.site')}</legend>
      <Button
        className="act"
        act={{ label: t(`faults.${how}`), about: t(`faults.about.${how}`, { stamp }), input: { type: `mirror.${how}`, subject: 'mirror:site', stamp } }}
      />
    </fieldset>
  )
}
