import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { Files } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import { mountDataset, unmountDataset } from '../zfs/mounting.ts'
import { packagesOf } from './package.ts'
import { addPackage, prefixOf, rebuildRequired } from './pkgdb.ts'

/** What the bootstrap archive holds: the package tools and what they need, of January 2024. Lines as in `packages.ts`, which a node needs only later. */
const CONTENTS = `
bmake|20200524nb1|devel|Portable (autoconf) version of NetBSD 'make' utility|248|1020||bin/bmake man/man1/bmake.1 share/mk/sys.mk
bootstrap-mk-files|20230909|pkgtools|*.mk files for the bootstrap bmake utility|52|310||share/mk/bsd.own.mk share/mk/bsd.prog.mk
bzip2|1.0.8|archivers|Block-sorting file compressor|104|420||bin/bzip2 bin/bunzip2 lib/libbz2.so.1.0.8
libarchive|3.7.2|archivers|Library to read/create different archive formats|680|2890|bzip2 openssl xz zlib zstd|bin/bsdtar lib/libarchive.so.13.7.9
mozilla-rootcerts|1.0.20231220|security|Root CA certificates from the Mozilla Project|402|1480|openssl|sbin/mozilla-rootcerts share/mozilla-rootcerts/cacert.pem share/mozilla-rootcerts/certdata.txt
openssl|3.1.4|security|Secure Socket Layer and cryptographic library|6530|27400||bin/openssl lib/libcrypto.so.3 lib/libssl.so.3 etc/openssl/openssl.cnf
pkg_install|20211115nb2|pkgtools|Package management and administration tools for pkgsrc|1810|6240|libarchive openssl|sbin/pkg_add sbin/pkg_admin sbin/pkg_create sbin/pkg_delete sbin/pkg_info etc/pkg_install.conf
pkgin|23.8.1nb1|pkgtools|Apt / yum like tool for managing pkgsrc binary packages|102|380|libarchive pkg_install sqlite3|bin/pkgin etc/pkgin/repositories.conf share/examples/pkgin/repositories.conf.example man/man1/pkgin.1
readline|8.2nb2|devel|GNU library that can recall and edit previous input|470|1720|ncurses|lib/libreadline.so.8.2 info/readline.info
ncurses|6.4|devel|CRT screen handling and optimization package|2010|9820||bin/tput lib/libncurses.so.6.5.0 share/terminfo/x/xterm
sqlite3|3.44.2|databases|SQL Database Engine in a C Library|2140|8310|readline|bin/sqlite3 lib/libsqlite3.so.3.49.1 include/sqlite3.h
xz|5.4.5|archivers|General-purpose data compression software|432|1560||bin/xz lib/liblzma.so.5.8.1
zlib|1.3|devel|General purpose data compression library|98|370||lib/libz.so.1.3.1 include/zlib.h
zstd|1.5.5|archivers|Fast real-time compression algorithm|780|3210||bin/zstd lib/libzstd.so.1.5.7
`
/** What of it nobody needs but people: the rest came along. */
const WANTED = new Set(['bmake', 'bootstrap-mk-files', 'mozilla-rootcerts', 'pkg_install', 'pkgin'])

/** Where packages come from. */
export const PKGSRC_HOST = 'pkgsrc.smartos.org'
/** The archive that pkgsrc-setup fetches. (smartos-live src/smartdc/bin/pkgsrc-setup.sh) */
export const BOOTSTRAP_TAR = 'bootstrap-trunk-tools-20240116.tar.gz'
/** What is said when it cannot be fetched: by curl, by digest, by the script. */
export const UNREACHABLE = `curl: (6) Could not resolve host: ${PKGSRC_HOST}\ndigest: can not open input file ${BOOTSTRAP_TAR}\nERROR: pkgsrc bootstrap checksum failure`

/** Unpacks the bootstrap archive: the package tools, below `root`. */
export function unpackBootstrap(files: Files, root = ''): void {
  const prefix = prefixOf(false)
  for (const pack of packagesOf(CONTENTS)) addPackage(files, prefix, pack, { automatic: !WANTED.has(pack.name), root })
  rebuildRequired(files, prefix, root)
}
/**
 * The same for the dataset that will be /opt, while it is mounted nowhere yet: the set-up mounts it at a temporary place
 * for that. (smartos-live src/smartdc/lib/smartos_prompt_config.sh)
 */
export function bootstrapDataset(sim: Simulation, server: Id<'server'>, id: Id<'dataset'>): void {
  const dataset = sim.world.need(id)
  const files = openFiles(sim, { server })
  const root = '/tmp/tmp.pkgsrc'
  files.mkdir(`${root}/opt`, true)
  if (!mountDataset(sim, dataset, `${root}/opt`).ok) return
  unpackBootstrap(files, root)
  unmountDataset(sim, sim.world.need(id))
  files.remove(root, true)
}
