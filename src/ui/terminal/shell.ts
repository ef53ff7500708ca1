import { createContext, useContext } from 'react'
import type { Shell } from './host.ts'

const none: Shell = { history: () => [], complete: (_tty, _text, cursor) => ({ start: cursor, candidates: [] }) }
const Context = createContext<Shell>(none)

/** Hands the shell to the terminals below. */
export const ShellProvider = Context
/** The shell that completes and remembers. */
export const useShell = (): Shell => useContext(Context)
