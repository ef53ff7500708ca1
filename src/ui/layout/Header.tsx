import { CircleHelp, LayoutPanelLeft, Moon, Presentation, Save, Sun } from 'lucide-react'
import { type Locale, locales, useLocale, useT } from '../i18n/index.ts'
import { useStore } from '../kit/store.ts'
import { SaveMenu } from '../persistence/SaveMenu.tsx'
import type { WorldActions } from '../persistence/saved.ts'
import { switchLocale } from '../routes.ts'
import { shownTheme, switchTheme } from '../theme.ts'
import { HelpText } from './Help.tsx'
import { Menu } from './Menu.tsx'
import { type Panel, panelStore, panels, toggle } from './panels.ts'
import { titleStore } from './title.ts'

const names: Record<Locale, string> = { en: 'English', es: 'Español' }

function Languages() {
  const locale = useLocale()
  const t = useT()
  return (
    <fieldset className="choice" aria-label={t('ui.language')}>
      {locales.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          title={names[each]}
          aria-label={names[each]}
          aria-pressed={each === locale}
          onClick={() => void switchLocale(each)}
        >
          {each.toUpperCase()}
        </button>
      ))}
    </fieldset>
  )
}

function PanelMenu() {
  const t = useT()
  const shown = useStore(panelStore)
  return (
    <Menu label={t('ui.panels')} icon={<LayoutPanelLeft size={16} aria-hidden />}>
      {(Object.keys(panels) as Panel[]).map((panel) => (
        <label key={panel} className="check">
          <input type="checkbox" checked={shown[panel]} onChange={() => toggle(panel)} />
          <span>{t(`ui.panel.${panel}`)}</span>
          <kbd>{panels[panel]}</kbd>
        </label>
      ))}
    </Menu>
  )
}

/** The line on top: what this is, which lesson, whether all is saved, language, theme, help. */
export function Header({ worlds, onPresent }: { worlds: WorldActions; onPresent?: () => void }) {
  const t = useT()
  const theme = useStore(shownTheme)
  const title = useStore(titleStore)
  return (
    <header className="header">
      <a className="brand" href="#/">
        <svg viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
          <rect x="3" y="5" width="26" height="22" rx="2" fill="none" stroke="currentColor" strokeWidth="2.5" />
          <path d="M3 12h26M9 17l4 3.5L9 24M16 24h6" fill="none" stroke="currentColor" strokeWidth="2.5" />
        </svg>
        <span>Global Zone</span>
      </a>
      <span className="lesson-name">{title ?? t('ui.sandbox')}</span>
      <SaveMenu icon={<Save size={16} aria-hidden />} actions={worlds} />
      <span className="spring" />
      <Languages />
      <button
        type="button"
        className="tool"
        onClick={switchTheme}
        title={t(theme === 'dark' ? 'ui.theme.light' : 'ui.theme.dark')}
        aria-label={t(theme === 'dark' ? 'ui.theme.light' : 'ui.theme.dark')}
      >
        {theme === 'dark' ? <Sun size={16} aria-hidden /> : <Moon size={16} aria-hidden />}
      </button>
      <PanelMenu />
      {onPresent && (
        <button type="button" className="tool wide" onClick={onPresent} title={t('ui.present')} aria-label={t('ui.present')}>
          <Presentation size={16} aria-hidden />
        </button>
      )}
      <Menu label={t('ui.help')} icon={<CircleHelp size={16} aria-hidden />}>
        <HelpText />
      </Menu>
    </header>
  )
}
