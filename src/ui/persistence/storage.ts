import { type IDBPDatabase, openDB } from 'idb'
import type { JournalEntry } from '../../sim/record.ts'
import type { Origin } from '../simulation/session.ts'

/** A world that was kept whole. */
export interface Kept {
  /** As `save` wrote it. */
  readonly text: string
  /** Names this text: a tail says which one it follows. */
  readonly base: string
  readonly origin: Origin
}
/** What happened since a world was kept whole: little, so that it can be written after every input. */
export interface Tail {
  readonly base: string
  /** Real ms since 1970. */
  readonly savedAt: number
  /** Inputs since then; doing them again leads to the same world. */
  readonly inputs: readonly JournalEntry[]
  /** Simulated ms, and how many events there were. */
  readonly now: number
  readonly events: number
}
const STORE = 'worlds'
let opened: Promise<IDBPDatabase> | undefined
const database = (): Promise<IDBPDatabase> => {
  opened ??= openDB('globalzone', 2, {
    upgrade(db) {
      if (!db.objectStoreNames.contains(STORE)) db.createObjectStore(STORE)
    },
  })
  return opened
}

/** What was kept of a story, as it stands there: unchecked. Rejects where the browser keeps nothing. */
export async function readStory(story: string): Promise<{ kept: unknown; tail: unknown }> {
  const { store, done } = (await database()).transaction(STORE)
  const [kept, tail] = await Promise.all([store.get(`${story} world`), store.get(`${story} tail`), done])
  return { kept, tail }
}
/** Keeps a world whole, with the tail that begins there: both or neither. */
export async function writeWorld(story: string, kept: Kept, tail: Tail): Promise<void> {
  const { store, done } = (await database()).transaction(STORE, 'readwrite')
  await Promise.all([store.put(kept, `${story} world`), store.put(tail, `${story} tail`), done])
}
/** Keeps what happened since. */
export async function writeTail(story: string, tail: Tail): Promise<void> {
  await (await database()).put(STORE, tail, `${story} tail`)
}
/** Forgets a story. */
export async function dropStory(story: string): Promise<void> {
  const { store, done } = (await database()).transaction(STORE, 'readwrite')
  await Promise.all([store.delete(`${story} world`), store.delete(`${story} tail`), done])
}
/** Puts what cannot be opened out of the way, so that the next world does not replace it. */
export async function setAside(story: string): Promise<void> {
  const { store, done } = (await database()).transaction(STORE, 'readwrite')
  const kept: unknown = await store.get(`${story} world`)
  await Promise.all([store.put(kept, `${story} damaged`), store.delete(`${story} world`), store.delete(`${story} tail`), done])
}
