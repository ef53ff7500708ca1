/*
 * What a login shell reads when it begins: our own lines with the effects of the real ones. A shell whose files are
 * still these needs not run them: their effect is known.
 * (illumos-joyent usr/src/cmd/nsadmin: etc-profile.sh, dot-bash_profile.sh, dot-profile.sh, dot-bashrc.sh, etc-skel-bashrc.sh)
 */

/** Search path that ~/.profile sets, root's and the one of /etc/skel. */
export const SEARCH_PATH =
  '/usr/bin:/usr/sbin:/smartdc/bin:/opt/smartdc/bin:/opt/local/bin:/opt/local/sbin:/opt/tools/bin:/opt/tools/sbin:/opt/smartdc/agents/bin'
/** Directories of manual pages that it sets. */
export const MANUAL_PATH = '/usr/share/man:/smartdc/man:/opt/smartdc/man:/opt/local/man:/opt/tools/man'
/** Search path before any such file is read: root's, and everybody else's. (illumos usr/src/cmd/login/login.c) */
export const FIRST_PATH = { root: '/usr/sbin:/usr/bin', user: '/usr/bin:' } as const

/** Start-up files of the image, by path. */
export const DOT_FILES: Readonly<Record<string, string>> = {
  '/etc/profile': '# Read by every login shell before its own .profile.\nexport LOGNAME PATH\n',
  '/etc/skel/.profile': `PATH=${SEARCH_PATH}\nMANPATH=${MANUAL_PATH}\nPAGER=less\nexport PATH MANPATH PAGER\n`,
  '/etc/skel/.bashrc': "PS1='\\u@\\h:\\w\\$ '\n",
  '/root/.bash_profile': '[ -f /root/.profile ] && . /root/.profile\n[ -f /root/.bashrc ] && . /root/.bashrc\n',
  '/root/.profile': `PATH=${SEARCH_PATH}\nMANPATH=${MANUAL_PATH}\nPAGER=less\nexport PATH MANPATH PAGER\n`,
  '/root/.bashrc': `if [ -n "$PS1" ]; then\n  PS1='[\\u@\\h \\w]\\$ '\n  alias ll='ls -lF'\nfi\n`,
}
