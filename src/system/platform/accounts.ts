import { FileError, type Files } from '../files/files.ts'

/** A line of passwd(5) or group(5), split into its fields. */
export type Account = readonly string[]

/** The first line of a file of accounts that answers; undefined if none does or the file cannot be read. */
export function findAccount(files: Files, path: '/etc/passwd' | '/etc/group', wanted: (fields: Account) => boolean): Account | undefined {
  try {
    return files
      .read(path)
      .split('\n')
      .map((line) => line.split(':'))
      .find(wanted)
  } catch (error) {
    if (error instanceof FileError) return undefined
    throw error
  }
}
/** Name of a user or group by its number; the number itself if nobody has it. */
export const accountName = (files: Files, path: '/etc/passwd' | '/etc/group', id: number): string =>
  findAccount(files, path, (fields) => fields[2] === String(id))?.[0] ?? String(id)
