/** The hash of the password `root` that the loader hands over as `root_shadow` (smartos-live tools/build_boot_image). */
export const ROOT_SHADOW = '$5$2HOHRnK3$NvLlm.1KQBbB0WjoP7xcIwGnllhzp2HnT.mDO7DpxYA'

/** A stand-in for crypt(3): one-way enough for a simulator, and of the right form. Not a real hash: nothing here is worth one. */
export function crypt(password: string): string {
  if (password === 'root') return ROOT_SHADOW
  const letters = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  let text = ''
  for (let part = 0; text.length < 43; part++) {
    let hash = 2166136261 ^ part
    for (let i = 0; i < password.length; i++) hash = Math.imul(hash ^ password.charCodeAt(i), 16777619)
    hash ^= hash >>> 15
    for (let i = 0; i < 5 && text.length < 43; i++, hash >>>= 6) text += letters[hash & 63]
  }
  return `$5$simulate$${text}`
}

/** Root's hash in the image: of a password that nobody knows. */
export const IMAGE_SHADOW_HASH = '$5$uVPUFOPl$BKEwGTTnv8t4vFPmOoc3Du/Ag1bLc1ymi0rKlZs6TG4'
const NO_PASSWORD = ['daemon', 'bin', 'sys', 'adm', 'smmsp']
const LOCKED = ['dladm', 'netadm', 'netcfg', 'listen', 'nobody', 'noaccess', 'nobody4']

/** `/etc/shadow` of the image with that hash for root. (illumos usr/src/cmd/Adm/sun/shadow) */
export const shadowText = (hash: string): string =>
  [`root:${hash}`, ...NO_PASSWORD.map((name) => `${name}:NP`), ...LOCKED.map((name) => `${name}:*LK*`)].map((line) => `${line}:6445::::::\n`).join('')
