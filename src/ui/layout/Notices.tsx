import { X } from 'lucide-react'
import { text, useT } from '../i18n/index.ts'
import { useStore } from '../kit/store.ts'
import { dismiss, noticeStore } from '../notices.ts'

/** What the page has to say, in a strip under the header. */
export function Notices() {
  const t = useT()
  const notices = useStore(noticeStore)
  return (
    <div className="notices" aria-live="assertive">
      {notices.map((notice) => (
        <div key={notice.n} className={`notice ${notice.kind}`}>
          <span>
            <b>{notice.kind === 'error' ? '✕ ' : 'ⓘ '}</b>
            {text(notice.id, notice.params)}
          </span>
          <span className="spring" />
          {notice.actions.map(({ id, run }) => (
            <button key={id} type="button" className="tool wide" onClick={run}>
              {text(id)}
            </button>
          ))}
          <button type="button" className="tool" aria-label={t('ui.close')} onClick={() => dismiss(notice.n)}>
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  )
}
