import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Id } from '../../sim/record.ts'
import { useT } from '../i18n/index.ts'
import { anotherTask } from '../kit/idle.ts'
import { useStore } from '../kit/store.ts'
import { routeStore } from '../routes.ts'
import { useRecord, useSession } from '../simulation/context.tsx'
import type { Screen } from './screen.ts'

/** Screens by terminal, for whoever types for the learner: the key row, buttons that stand for a command. */
const screens = new Map<string, Screen>()
/** Types on a terminal that is on the page. False if it is not there. */
export function typeOn(tty: Id<'tty'>, data: string): boolean {
  const screen = screens.get(tty)
  screen?.type(data)
  screen?.focus()
  return screen !== undefined
}

/** Screens this wide, in CSS px, have larger letters. */
const large = window.matchMedia('(min-width: 1600px)')
function followLarge(listener: () => void): () => void {
  large.addEventListener('change', listener)
  return () => large.removeEventListener('change', listener)
}

/** Prompt and last lines as plain text, until the real terminal is loaded. */
function Preview({ id }: { id: Id<'tty'> }) {
  const session = useSession()
  const tty = useRecord(id)
  let text = ''
  for (let n = Math.max(tty?.first ?? 0, (tty?.count ?? 0) - 60); n < (tty?.count ?? 0); n++) text += session.record(`ttyout:${id.slice(4)}/${n}`)?.text ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
  return <pre className="preview">{(text + (tty?.prompt ?? '')).replace(/\x1b\[[0-9;]*m/g, '')}</pre>
}

/** One terminal. xterm is loaded when there is something to show, or when one goes there. */
export function TerminalView({ id }: { id: Id<'tty'> }) {
  const t = useT()
  const session = useSession()
  const tty = useRecord(id)
  const place = useRef<HTMLDivElement>(null)
  const live = useRef<HTMLDivElement>(null)
  const [ready, setReady] = useState(false)
  const [wanted, want] = useState(false)
  const presenting = useStore(routeStore).kind === 'present'
  const wide = useSyncExternalStore(followLarge, () => large.matches)
  const fontSize = presenting ? 18 : wide ? 14 : 12
  const lit = wanted || (tty !== undefined && (tty.mode !== 'off' || tty.count > 0))
  const label = t('ui.terminal.input', { name: tty?.name ?? '' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: label and size are only read once; neither the language nor a larger window rebuilds a terminal
  useEffect(() => {
    const element = place.current
    if (!lit || !element) return
    let screen: Screen | undefined
    let gone = false
    let timer = 0
    // Only the last words, after a pause: a screen reader must not read a whole boot.
    const spoken = (text: string): void => {
      clearTimeout(timer)
      timer = window.setTimeout(() => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
        if (live.current && text) live.current.textContent = text.replace(/\x1b\[[0-9;]*m/g, '').slice(-1000)
      }, 300)
    }
    const make = async (): Promise<void> => {
      const { Screen } = await import('./screen.ts')
      await anotherTask()
      if (gone) return
      screen = new Screen(session, id, { spoken }, element, { input: label }, fontSize)
      await anotherTask()
      if (gone) return
      screen.open()
      await anotherTask()
      if (gone) return
      screen.start()
      screens.set(id, screen)
      setReady(true)
      if (wanted) screen.focus()
    }
    void make()
    return () => {
      gone = true
      clearTimeout(timer)
      screens.delete(id)
      screen?.dispose()
      setReady(false)
    }
  }, [session, id, lit])
  useEffect(() => {
    if (ready) screens.get(id)?.enlarge(fontSize)
  }, [ready, id, fontSize])
  return (
    <div className="terminal">
      {!lit && (
        <button type="button" className="dark-console" data-focus onFocus={() => {}} onClick={() => want(true)}>
          {t('ui.terminal.dark')}
        </button>
      )}
      {lit && !ready && <Preview id={id} />}
      <div ref={place} className="xterm-place" hidden={!lit} data-terminal={id} />
      <div ref={live} className="unseen" aria-live="polite" />
    </div>
  )
}
