/** What the kernel itself says of events. */
export const messages = {
  'op.forgotten': 'something before this world was saved without its past',
}
