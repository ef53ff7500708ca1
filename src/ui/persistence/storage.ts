import { type IDBPDatabase, openDB } from 'idb'

/** A world that was kept, by the address it belongs to. */
export interface Kept {
  /** Real ms since 1970. */
  readonly savedAt: number
  readonly text: string
}
let opened: Promise<IDBPDatabase> | undefined
const database = (): Promise<IDBPDatabase> => {
  opened ??= openDB('globalzone', 1, { upgrade: (db) => void db.createObjectStore('worlds') })
  return opened
}

/** The world kept under a name. Rejects where the browser keeps nothing. */
export async function readWorld(slot: string): Promise<Kept | undefined> {
  return (await database()).get('worlds', slot) as Promise<Kept | undefined>
}
/** Keeps a world under a name, whole or not at all. */
export async function writeWorld(slot: string, kept: Kept): Promise<void> {
  await (await database()).put('worlds', kept, slot)
}
/** Forgets what was kept under a name. */
export async function dropWorld(slot: string): Promise<void> {
  await (await database()).delete('worlds', slot)
}
