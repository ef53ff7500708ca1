const files = import.meta.glob<Record<string, string>>('./en/*.ts', { eager: true, import: 'messages' })

/** All texts of this language: every file of the folder. */
export const catalogue: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(files))
