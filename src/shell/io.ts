/** Where a command's output goes: bytes, one char each. */
export interface Output {
  out(bytes: string): void
  err(bytes: string): void
}
/** Streams of a command. */
export interface Streams extends Output {
  /** All of standard input: bytes, one char each. */
  readonly stdin: string
}
/** Keeps what is printed. */
export class Captured implements Output {
  stdout = ''
  stderr = ''
  /** Both, in the order of printing. */
  both = ''
  out(bytes: string): void {
    this.stdout += bytes
    this.both += bytes
  }
  err(bytes: string): void {
    this.stderr += bytes
    this.both += bytes
  }
}
