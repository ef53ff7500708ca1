import { List } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLocale, useT } from '../i18n/index.ts'
import { whenIdle } from '../kit/idle.ts'
import { useStore } from '../kit/store.ts'
import { Menu } from '../layout/Menu.tsx'
import { routeStore } from '../routes.ts'
import { type Entry, loadEntries } from './files.ts'
import { doneStore, storyStore } from './story.ts'

function useEntries(): readonly Entry[] {
  const locale = useLocale()
  const [entries, set] = useState<readonly Entry[]>([])
  useEffect(() => {
    let gone = false
    void loadEntries(locale).then((loaded) => {
      if (!gone) set(loaded)
    })
    return () => {
      gone = true
    }
  }, [locale])
  return entries
}

/** A lesson in a list: title, how long it takes, whether it was finished. */
function EntryLine({ entry, current }: { entry: Entry; current: boolean }) {
  const t = useT()
  const done = useStore(doneStore).includes(entry.id)
  return (
    <a href={address(`#/lesson/${entry.id}`)} aria-current={current ? 'page' : undefined}>
      <span className="shape" aria-hidden>
        {done ? '✓' : '○'}
      </span>
      <span>
        <b>{entry.title}</b>
        <small>{entry.summary}</small>
      </span>
      <small>
        {t('lesson.minutes', { n: entry.minutes })}
        {done && <span className="unseen"> {t('lesson.done')}</span>}
      </small>
    </a>
  )
}
/** An address on this page; the language that the present one names stays. */
function address(path: string): string {
  const lang = /[?&]lang=(\w+)/.exec(window.location.hash)?.[1]
  return lang ? `${path}?lang=${lang}` : path
}

/** The list of lessons: closes when one goes somewhere. */
function Entries() {
  const list = useRef<HTMLElement>(null)
  useEffect(() => routeStore.subscribe(() => list.current?.closest<HTMLElement>('[popover]')?.hidePopover()), [])
  const entries = useEntries()
  const open = useStore(storyStore)?.scenario.id
  const t = useT()
  return (
    <nav ref={list} className="lessons" aria-label={t('lesson.list')}>
      {entries.map((entry) => (
        <EntryLine key={entry.id} entry={entry} current={entry.id === open} />
      ))}
      <a href={address('#/sandbox')}>
        <span className="shape" aria-hidden>
          ◇
        </span>
        <span>
          <b>{t('ui.sandbox')}</b>
          <small>{t('lesson.sandbox')}</small>
        </span>
      </a>
    </nav>
  )
}

/** Button that opens the list of lessons, which is not needed for the first picture. */
export function LessonMenu() {
  const t = useT()
  const [wanted, want] = useState(false)
  useEffect(() => {
    whenIdle(() => want(true))
  }, [])
  return (
    <span className="lesson-menu">
      <Menu label={t('lesson.list')} icon={<List size={16} aria-hidden />} text={<span>{t('lesson.list')}</span>}>
        {wanted && <Entries />}
      </Menu>
    </span>
  )
}

/** What comes after a lesson that is finished. */
export function NextLesson({ id }: { id: string }) {
  const t = useT()
  const entries = useEntries()
  const next = entries[entries.findIndex((entry) => entry.id === id) + 1]
  return (
    <div className="finished">
      <p>
        <b>✓ {t('lesson.finished')}</b>
      </p>
      {next ? (
        <a className="next" href={address(`#/lesson/${next.id}`)}>
          {t('lesson.next lesson', { title: next.title })}
        </a>
      ) : (
        <a className="next" href={address('#/sandbox')}>
          {t('lesson.to sandbox')}
        </a>
      )}
    </div>
  )
}
