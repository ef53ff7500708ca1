/*
 * Packages of the repository, one a line: name, version, category, comment, KB to download, KB installed, names of the
 * packages it needs, files below the prefix. Names, comments, dependencies and layout are those of pkgsrc; versions and
 * sizes are of the right order. (github.com/NetBSD/pkgsrc <category>/<name>/{Makefile,DESCR,PLIST})
 */
/** The lines. */
export const PACKAGES = `
bash|5.2.37|shells|The GNU Bourne Again Shell|1630|8950|ncurses readline|bin/bash man/man1/bash.1 share/doc/bash/README
bmake|20240711|devel|Portable (autoconf) version of NetBSD 'make' utility|248|1020||bin/bmake man/man1/bmake.1 share/mk/sys.mk
bootstrap-mk-files|20240909|pkgtools|*.mk files for the bootstrap bmake utility|52|310||share/mk/bsd.own.mk share/mk/bsd.prog.mk
bzip2|1.0.8|archivers|Block-sorting file compressor|104|420||bin/bzip2 bin/bunzip2 lib/libbz2.so.1.0.8
cmake|3.31.6|devel|Cross platform make|13900|68200|curl libarchive zlib|bin/cmake bin/ctest share/cmake/Modules/CMake.cmake
coreutils|9.6|sysutils|GNU basic file, shell and text manipulation utilities|2560|14800||bin/gls bin/gcp bin/gdd bin/gsort man/man1/gls.1
curl|8.13.0|www|Client that groks URLs|1380|4710|mozilla-rootcerts nghttp2 openssl zlib|bin/curl bin/curl-config lib/libcurl.so.4.8.0 man/man1/curl.1
diffutils|3.12|devel|GNU diff utilities - find the differences between files|420|1850||bin/gdiff bin/gcmp
emacs-nox11|29.4|editors|GNU editing macros (editor), without X11|41200|141000|gnutls ncurses|bin/emacs-29.4 bin/emacsclient share/emacs/29.4/etc/NEWS
fd-find|10.2.0|sysutils|Simple, fast and user-friendly alternative to find|1130|3340||bin/fd man/man1/fd.1
findutils|4.10.0|sysutils|The GNU find, xargs, and locate commands|520|2310||bin/gfind bin/gxargs
gawk|5.3.2|lang|GNU awk|1240|5620|readline|bin/gawk share/awk/getopt.awk
gcc13|13.3.0|lang|The GNU Compiler Collection (GCC) - 13.0 Release Series|168000|702000|gmp mpfr zlib|gcc13/bin/gcc gcc13/bin/g++ gcc13/lib/libstdc++.so.6.0.32
git|2.49.0|devel|GIT version control suite meta-package|18|74|git-base git-docs|share/doc/git/README
git-base|2.49.0|devel|GIT Tree History Storage Tool (base package)|11900|54300|curl expat openssl pcre2 perl zlib|bin/git bin/git-receive-pack bin/git-upload-pack libexec/git-core/git-remote-https
git-docs|2.49.0|devel|GIT Tree History Storage Tool (documentation)|560|1980||man/man1/git.1 man/man1/git-commit.1
gmake|4.4.1|devel|GNU version of 'make' utility|498|1910||bin/gmake man/man1/gmake.1 info/make.info
gmp|6.3.0|devel|Library for arbitrary precision arithmetic|540|2110||lib/libgmp.so.10.5.0 include/gmp.h
gnutls|3.8.9|security|GNU Transport Layer Security library|2680|10400|gmp nettle zlib|bin/gnutls-cli lib/libgnutls.so.30.40.3
go124|1.24.2|lang|The Go programming language|78200|311000|bash|go124/bin/go go124/bin/gofmt
grep|3.11|textproc|GNU grep|360|1490|pcre2|bin/ggrep man/man1/ggrep.1
gsed|4.9|textproc|GNU implementation of sed, the POSIX stream editor|310|1280||bin/gsed man/man1/gsed.1
gtar-base|1.35|archivers|The GNU tape archiver with remote magnetic tape support|720|3120||bin/gtar libexec/rmt
haproxy|3.0.8|net|Reliable, high performance TCP/HTTP load balancer|2140|8210|lua54 openssl pcre2 zlib|sbin/haproxy share/examples/haproxy/haproxy.cfg
htop|3.4.1|sysutils|Enhanced version of top utility|118|460|ncurses|bin/htop man/man1/htop.1
iperf3|3.18|net|Next version of the network bandwidth measurement tool|96|340|openssl|bin/iperf3 lib/libiperf.so.0.0.0
jq|1.7.1|textproc|Command-line JSON processor|310|1290|oniguruma|bin/jq lib/libjq.so.1.0.4 man/man1/jq.1
less|668|misc|Pager similar to more and pg|170|520|ncurses|bin/less bin/lesskey man/man1/less.1
libarchive|3.7.9|archivers|Library to read/create different archive formats|680|2890|bzip2 openssl xz zlib zstd|bin/bsdtar lib/libarchive.so.13.7.9
libevent|2.1.12|devel|Asynchronous event notification library|396|1810|openssl|lib/libevent-2.1.so.7.0.1
libffi|3.4.7|devel|Foreign function interface|48|180||lib/libffi.so.8.1.4
lua54|5.4.7|lang|Powerful, light-weight programming language|180|720|readline|bin/lua5.4 lib/liblua5.4.so.5.4
mariadb-server|11.4.5|databases|MariaDB 11.4, a free MySQL compatible database (server)|33100|214000|openssl pcre2 zlib|sbin/mariadbd bin/mariadb-install-db share/mysql/my.cnf
mc|4.8.33|sysutils|User-friendly file manager and visual shell|1620|7180|glib2 ncurses|bin/mc share/mc/mc.menu
glib2|2.82.5|devel|Some useful routines for C programming|4180|22300|libffi pcre2 zlib|bin/glib-compile-schemas lib/libglib-2.0.so.0.8200.5
mosh|1.4.0|net|Remote terminal application that allows roaming|420|1650|ncurses openssl protobuf zlib|bin/mosh bin/mosh-client bin/mosh-server
mozilla-rootcerts|1.0.20250411|security|Root CA certificates from the Mozilla Project|402|1480|openssl|sbin/mozilla-rootcerts share/mozilla-rootcerts/cacert.pem share/mozilla-rootcerts/certdata.txt
mpfr|4.2.1|math|GMP-based library for reliable multi-precision floating-point|610|2220|gmp|lib/libmpfr.so.6.2.1
nano|8.4|editors|Small and friendly text editor (a free replacement for Pico)|520|2480|ncurses|bin/nano share/nano/sh.nanorc man/man1/nano.1
ncurses|6.5|devel|CRT screen handling and optimization package|2010|9820||bin/tput lib/libncurses.so.6.5.0 share/terminfo/x/xterm
neovim|0.11.1|editors|Vim-fork focused on extensibility and usability|8430|32100|libuv lua54|bin/nvim share/nvim/runtime/filetype.lua
nettle|3.10.1|security|Cryptographic library|720|2880|gmp|lib/libnettle.so.8.10
nghttp2|1.65.0|www|Implementation of HTTP/2 in C|240|930||lib/libnghttp2.so.14.28.4
nginx|1.26.3|www|Lightweight HTTP server and mail proxy server|742|2710|openssl pcre2 zlib|sbin/nginx etc/nginx/nginx.conf share/examples/nginx/html/index.html lib/svc/manifest/nginx.xml
nmap|7.95|net|Network/port scanner with OS detection|5430|23800|libpcap openssl pcre2|bin/nmap bin/ncat share/nmap/nmap-services
libpcap|1.10.5|net|System-independent interface for user-level packet capture|260|980||lib/libpcap.so.1.10.5
libuv|1.50.0|devel|Cross-platform asychronous I/O|280|1060||lib/libuv.so.1.0.0
nodejs|22.15.0|lang|V8 JavaScript for clients and servers|24600|98700|libuv nghttp2 openssl zlib|bin/node bin/npm lib/node_modules/npm/package.json
oniguruma|6.9.10|devel|Popular regular expression library|220|910||lib/libonig.so.5.5.0
openssl|3.4.1|security|Secure Socket Layer and cryptographic library|6530|27400||bin/openssl lib/libcrypto.so.3 lib/libssl.so.3 etc/openssl/openssl.cnf
p7zip|17.05|archivers|File archiver with high compression|1490|5630||bin/7za
pcre2|10.45|devel|Perl Compatible Regular Expressions library (major version 2)|1160|4120|bzip2 zlib|bin/pcre2grep lib/libpcre2-8.so.0.14.0
perl|5.40.2|lang|Practical Extraction and Report Language|17400|67800||bin/perl lib/perl5/5.40.0/strict.pm
pkg_alternatives|1.7|pkgtools|Generic wrappers for programs with similar interfaces|12|40||sbin/pkg_alternatives
pkg_install|20250417|pkgtools|Package management and administration tools for pkgsrc|1810|6240|libarchive openssl|sbin/pkg_add sbin/pkg_admin sbin/pkg_create sbin/pkg_delete sbin/pkg_info etc/pkg_install.conf
pkgin|26.2.0|pkgtools|Apt / yum like tool for managing pkgsrc binary packages|102|380|libarchive pkg_install sqlite3|bin/pkgin etc/pkgin/repositories.conf share/examples/pkgin/repositories.conf.example man/man1/pkgin.1
postgresql17-client|17.4|databases|PostgreSQL database client programs|2510|10600|ncurses openssl readline zlib|bin/psql bin/pg_dump lib/libpq.so.5.17
postgresql17-server|17.4|databases|PostgreSQL database server programs|5830|24900|postgresql17-client openssl zlib|bin/postgres bin/initdb bin/pg_ctl share/postgresql/postgresql.conf.sample
protobuf|29.3|devel|Protocol Buffers - Google's data interchange format|4920|21700|zlib|bin/protoc lib/libprotobuf.so.29.3.0
python312|3.12.10|lang|Interpreted, interactive, object-oriented programming language|22300|128000|bzip2 expat libffi ncurses openssl readline sqlite3 xz zlib|bin/python3.12 bin/pydoc3.12 lib/libpython3.12.so.1.0 lib/python3.12/os.py
expat|2.7.1|textproc|XML parser library written in C|150|560||lib/libexpat.so.1.10.2
readline|8.2.13|devel|GNU library that can recall and edit previous input|470|1720|ncurses|lib/libreadline.so.8.2 info/readline.info
redis|7.4.3|databases|Persistent key-value database with built-in net interface|2480|9660|openssl|bin/redis-server bin/redis-cli share/examples/redis/redis.conf
ripgrep|14.1.1|textproc|Line oriented search tool|1580|5140|pcre2|bin/rg man/man1/rg.1
rsync|3.4.1|net|Network file distribution/synchronization utility|398|1320|openssl xz zstd|bin/rsync man/man1/rsync.1
ruby33-base|3.3.8|lang|Ruby 3.3.8 release base package|12200|54800|libffi openssl zlib|bin/ruby33 bin/irb33 lib/libruby33.so.3.3.8
rust|1.86.0|lang|Safe, concurrent, practical language|118000|498000|curl openssl zlib|bin/rustc bin/cargo lib/librustc_driver.so
screen|5.0.0|misc|Multi-screen window manager|510|1740|ncurses|bin/screen etc/screenrc
smartmontools|7.4|sysutils|Control and monitor storage systems using SMART|730|2640||sbin/smartctl sbin/smartd etc/smartd.conf
socat|1.8.0.3|net|"netcat++" (extended design, new implementation)|310|1180|openssl readline|bin/socat bin/filan
sqlite3|3.49.1|databases|SQL Database Engine in a C Library|2140|8310|readline|bin/sqlite3 lib/libsqlite3.so.3.49.1 include/sqlite3.h
sudo|1.9.16p2|security|Allow others to run commands as root|1810|6730|zlib|bin/sudo sbin/visudo etc/sudoers
tmux|3.5a|misc|BSD-licensed terminal multiplexer (GNU screen alternative)|412|1360|libevent ncurses|bin/tmux man/man1/tmux.1
tree|2.2.1|sysutils|Print ascii formatted tree of a directory structure|52|148||bin/tree man/man1/tree.1
unzip|6.0|archivers|Tools to list, test, or extract files from a zip archive|158|510||bin/unzip bin/zipinfo
vim|9.1.1330|editors|Vim editor (vi clone) without GUI|8720|39800|ncurses|bin/vim bin/vimdiff share/vim/vim91/defaults.vim
wget|1.25.0|net|Retrieve files from the 'net via HTTP and FTP|720|2950|openssl pcre2 zlib|bin/wget etc/wgetrc man/man1/wget.1
xz|5.8.1|archivers|General-purpose data compression software|432|1560||bin/xz lib/liblzma.so.5.8.1
zip|3.0|archivers|Create zip files compatible with pkzip(tm)|210|720||bin/zip
zlib|1.3.1|devel|General purpose data compression library|98|370||lib/libz.so.1.3.1 include/zlib.h
zsh|5.9|shells|The Z shell|3120|12700|ncurses pcre2|bin/zsh share/zsh/5.9/functions/zmv
zstd|1.5.7|archivers|Fast real-time compression algorithm|780|3210||bin/zstd lib/libzstd.so.1.5.7
`
