import { type ReactNode, useRef } from 'react'
import { useLocale, useT } from '../i18n/index.ts'
import { useStore } from '../kit/store.ts'
import { Menu } from '../layout/Menu.tsx'
import { savedStore, type WorldActions } from './saved.ts'

/** Whether all is kept, and since when. */
function Mark() {
  const t = useT()
  const locale = useLocale()
  const saved = useStore(savedStore)
  const [shape, words] =
    saved.kind === 'saved'
      ? [
          '✓',
          t('ui.saved', { time: new Date(saved.at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }) }),
        ]
      : saved.kind === 'failed'
        ? ['✕', t('ui.save.not', { reason: saved.reason })]
        : saved.kind === 'saving'
          ? ['…', t('ui.saving')]
          : ['○', t('ui.unsaved')]
  return (
    <span className="saved" data-saved={saved.kind} data-events={saved.kind === 'saved' ? saved.events : undefined}>
      <span aria-hidden>{shape} </span>
      <span className="words">{words}</span>
    </span>
  )
}

/** The mark that says that all is kept; with what else can be done with a world. */
export function SaveMenu({ icon, actions }: { icon: ReactNode; actions: WorldActions }) {
  const t = useT()
  const file = useRef<HTMLInputElement>(null)
  return (
    <Menu label={t('ui.world')} icon={icon} text={<Mark />}>
      <button type="button" onClick={() => actions.exportFile()}>
        {t('ui.export')}
      </button>
      <button type="button" onClick={() => file.current?.click()}>
        {t('ui.import')}
      </button>
      <button type="button" onClick={() => actions.share()}>
        {t('ui.share')}
      </button>
      <button type="button" onClick={() => actions.restart()}>
        {t('ui.restart')}
      </button>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        className="unseen"
        tabIndex={-1}
        aria-label={t('ui.import')}
        onChange={({ target }) => {
          const [chosen] = target.files ?? []
          if (chosen) actions.importFile(chosen)
          target.value = ''
        }}
      />
    </Menu>
  )
}
