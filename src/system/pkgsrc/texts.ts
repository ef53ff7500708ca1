import type { Prefix } from './pkgdb.ts'

const REPOSITORY = 'https://pkgsrc.smartos.org/packages/SmartOS/trunk/tools/All'
/** Files of packages that one reads or edits, by path below the prefix. */
const TEXTS: Readonly<Record<string, (prefix: Prefix) => string>> = {
  'etc/pkgin/repositories.conf': () => `${REPOSITORY}\n`,
  'share/examples/pkgin/repositories.conf.example': () => `# One repository a line.\n${REPOSITORY}\n`,
  'etc/pkg_install.conf': ({ db }) => `PKG_DBDIR=${db}\nPKG_PATH=${REPOSITORY}\nVERIFIED_INSTALLATION=never\n`,
  'etc/nginx/nginx.conf': () =>
    'user   nobody  nogroup;\nworker_processes  1;\n\nevents {\n    worker_connections  1024;\n}\n\nhttp {\n    server {\n        listen       80;\n        server_name  localhost;\n        location / {\n            root   share/examples/nginx/html;\n            index  index.html;\n        }\n    }\n}\n',
  'etc/openssl/openssl.cnf': () => '[ default ]\nname = tools\n',
  'etc/screenrc': () => 'startup_message off\n',
  'etc/smartd.conf': () => 'DEVICESCAN\n',
  'etc/sudoers': () => 'root ALL=(ALL:ALL) ALL\n',
  'etc/wgetrc': () => '# Settings of wget.\n',
  'share/examples/nginx/html/index.html': () => '<!DOCTYPE html>\n<title>Welcome to nginx!</title>\n<h1>Welcome to nginx!</h1>\n',
  'share/examples/redis/redis.conf': () => 'bind 127.0.0.1\nport 6379\n',
}
/** Text of such a file; undefined for all others: their bytes are of no interest. */
export const textOf = (prefix: Prefix, path: string): string | undefined => TEXTS[path]?.(prefix)
