import { type ReactNode, useRef } from 'react'
import { useLocale, useT } from '../i18n/index.ts'
import { createStore, useStore } from '../kit/store.ts'
import { Menu } from '../layout/Menu.tsx'

/** When the world was last kept (real ms since 1970); undefined: not yet, or not possible here. */
export const savedStore = createStore<number | undefined>(undefined)
/** What the menu can do; `main` provides it. */
export interface Keeper {
  exportFile(): void
  importFile(file: File): void
  /** Puts a link to this story on the clipboard. */
  share(): void
  /** Starts the story anew. */
  restart(): void
}
export const keeperStore = createStore<Keeper | undefined>(undefined)

/** The mark that says that all is kept, and since when; with what else can be done with a world. */
export function SaveMenu({ icon }: { icon: ReactNode }) {
  const t = useT()
  const locale = useLocale()
  const saved = useStore(savedStore)
  const keeper = useStore(keeperStore)
  const file = useRef<HTMLInputElement>(null)
  const time = saved && new Date(saved).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const mark = (
    <span className="saved" data-saved={saved !== undefined || undefined}>
      {time ? `● ${t('ui.saved', { time })}` : `○ ${t('ui.unsaved')}`}
    </span>
  )
  return (
    <Menu label={t('ui.world')} icon={icon} text={mark}>
      <button type="button" onClick={() => keeper?.exportFile()}>
        {t('ui.export')}
      </button>
      <button type="button" onClick={() => file.current?.click()}>
        {t('ui.import')}
      </button>
      <button type="button" onClick={() => keeper?.share()}>
        {t('ui.share')}
      </button>
      <button type="button" onClick={() => keeper?.restart()}>
        {t('ui.restart')}
      </button>
      <input
        ref={file}
        type="file"
        accept=".json,.globalzone,application/json"
        className="unseen"
        tabIndex={-1}
        aria-label={t('ui.import')}
        onChange={(change) => {
          const [chosen] = change.target.files ?? []
          if (chosen) keeper?.importFile(chosen)
          change.target.value = ''
        }}
      />
    </Menu>
  )
}
