import { createContext, type ReactNode, useCallback, useContext, useSyncExternalStore } from 'react'
import type { Id, Records, RecordType } from '../../sim/record.ts'
import { useStore } from '../kit/store.ts'
import type { Happened, Session } from './session.ts'

const Context = createContext<Session | undefined>(undefined)

/** Gives the views below their simulation. */
export const SimulationProvider = ({ session, children }: { session: Session; children: ReactNode }) => <Context value={session}>{children}</Context>

/** The simulation that this view shows. */
export function useSession(): Session {
  const session = useContext(Context)
  if (!session) throw new Error('no simulation around this view')
  return session
}
/** A record in the instant that is looked at; drawn again when it is another. */
export function useRecord<T extends RecordType>(id: Id<T> | undefined): Records[T] | undefined {
  const session = useSession()
  return useSyncExternalStore(session.subscribe, () => session.record(id))
}
/** All records of a type; the same array as long as none of them changes. */
export function useTable<T extends RecordType>(type: T): readonly Records[T][] {
  const session = useSession()
  return useSyncExternalStore(session.subscribe, () => session.table(type))
}
/** The events so far, in the instant that is looked at. */
export function useEvents(): Happened {
  const session = useSession()
  return useSyncExternalStore(session.subscribe, () => session.events())
}
/** How often what need not move every frame is drawn anew, real ms. */
const CALM = 150
/** The events so far, a few times a second: for long lists, so that a fast world leaves the page time. */
export function useCalmEvents(): Happened {
  const session = useSession()
  const subscribe = useCallback(
    (listener: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      let last = 0
      const tell = (): void => {
        timer = undefined
        last = performance.now()
        listener()
      }
      const stop = session.subscribe(() => {
        timer ??= setTimeout(tell, Math.max(0, last + CALM - performance.now()))
      })
      return () => {
        stop()
        clearTimeout(timer)
      }
    },
    [session],
  )
  return useSyncExternalStore(subscribe, () => session.events())
}
/** Simulated time, ms: drawn every frame while time runs, so use it in small components only. */
export function useNow(): number {
  const session = useSession()
  return useSyncExternalStore(session.subscribe, () => session.now())
}
/** Whether one looks at the past, where nothing can be changed. */
export function useIsPast(): boolean {
  return useStore(useSession().past) !== undefined
}
