import type { Errno } from './files.ts'

/** What a system prints for an error number. (illumos usr/src/lib/libc/port/gen/errlst) */
const TEXTS: Readonly<Record<Errno, string>> = {
  ENOENT: 'No such file or directory',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  ENOTEMPTY: 'Directory not empty',
  EROFS: 'Read-only file system',
  EACCES: 'Permission denied',
  EPERM: 'Not owner',
  EINVAL: 'Invalid argument',
  ELOOP: 'Number of symbolic links encountered during path name traversal exceeds MAXSYMLINKS',
  EBUSY: 'Device busy',
  EXDEV: 'Cross-device link',
  ENOSPC: 'No space left on device',
  EDQUOT: 'Disc quota exceeded',
  ENAMETOOLONG: 'File name too long',
  EFBIG: 'File too large',
  EIO: 'I/O error',
}
/** The words for an error number. */
export const strerror = (code: Errno): string => TEXTS[code]
