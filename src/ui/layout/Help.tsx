import { useT } from '../i18n/index.ts'
import { panels } from './panels.ts'

const keys = [
  ['Tab', 'ui.key.tab'],
  ['Esc, Tab', 'ui.key.leave'],
  ['F6', 'ui.key.cycle'],
  [`${panels.story} ${panels.terminal} ${panels.details} ${panels.stage}`, 'ui.key.panels'],
  ['Ctrl-C', 'ui.key.interrupt'],
  ['Ctrl-R', 'ui.key.search'],
  ['Ctrl-Shift-↑ ↓', 'ui.key.why'],
  ['← → Home End', 'ui.key.scrub'],
] as const

/** What the keys do, in the help menu. */
export function HelpText() {
  const t = useT()
  return (
    <div className="help">
      <p>{t('ui.help.what')}</p>
      <dl>
        {keys.map(([key, id]) => (
          <div key={id}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(id)}</dd>
          </div>
        ))}
      </dl>
      <p>{t('ui.help.why')}</p>
      <p>
        <a href="#/sandbox">{t('ui.help.sandbox')}</a>
      </p>
    </div>
  )
}
