import { useT } from '../i18n/index.ts'
import { LessonPanel } from '../slots.ts'

/** The lesson, or what the sandbox is for. */
export function Story() {
  const t = useT()
  return (
    <section className="panel" data-place="story" aria-label={t('ui.panel.story')} tabIndex={-1}>
      {LessonPanel ? <LessonPanel /> : <p className="quiet">{t('ui.sandbox.what')}</p>}
    </section>
  )
}
