/** The path that a name means in a working directory: `..` and links are left to the files. */
export const pathIn = (cwd: string, name: string): string => (name.startsWith('/') ? name : `${cwd === '/' ? '' : cwd}/${name}`)
