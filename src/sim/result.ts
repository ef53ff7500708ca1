import type { Json } from './record.ts'

/** Why an operation refused: `commands` turns it into the real tool's text, `ui` into a sentence. */
export interface Refusal<Code extends string = string> {
  readonly code: Code
  readonly data: Readonly<Record<string, Json | undefined>>
}
/** What an operation returns: never an exception for something a user may do wrong. */
export type Result<T = void, Code extends string = string> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Refusal<Code> }

/** Success. */
export function ok(): { readonly ok: true; readonly value: undefined }
export function ok<T>(value: T): { readonly ok: true; readonly value: T }
export function ok<T>(value?: T): { readonly ok: true; readonly value: T | undefined } {
  return { ok: true, value }
}
/** Refusal: a code and what is needed to say it. */
export const refuse = <Code extends string>(code: Code, data: Refusal['data'] = {}): { readonly ok: false; readonly error: Refusal<Code> } => ({
  ok: false,
  error: { code, data },
})
