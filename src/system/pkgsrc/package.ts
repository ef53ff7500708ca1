/** A package of the repository. Sizes are bytes: of the archive, and installed. */
export interface Package {
  readonly name: string
  readonly version: string
  readonly category: string
  readonly comment: string
  readonly download: number
  readonly size: number
  readonly needs: readonly string[]
  /** Paths below the prefix, the biggest first. */
  readonly files: readonly string[]
}
/** Name and version: `nginx-1.26.3`. */
export const fullName = ({ name, version }: Pick<Package, 'name' | 'version'>): string => `${name}-${version}`

/** Packages out of lines: name, version, category, comment, KB to download, KB installed, needs, files. */
export const packagesOf = (text: string): Package[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', version = '', category = '', comment = '', download = '', size = '', needs = '', files = ''] = line.split('|')
      return {
        name,
        version,
        category,
        comment,
        download: Number(download) * 1024,
        size: Number(size) * 1024,
        needs: needs.split(' ').filter(Boolean),
        files: files.split(' ').filter(Boolean),
      }
    })
