import type { Prose } from '../../lessons/prose.ts'

/** Titles of all lessons in this language, by file. */
export const headings = import.meta.glob<Pick<Prose, 'title' | 'summary'>>('../../../scenarios/*/en.md', { query: '?heading', import: 'default', eager: true })
