import type { Item } from './platform.ts'

/** What methods of services read: statuses by which they end, and where they run. Names and values: smf_method(7), illumos usr/src/cmd/svc/shell/smf_include.sh. */
const INCLUDE = `#!/bin/sh
#
# Read by service methods:  . /lib/svc/share/smf_include.sh
#
SMF_EXIT_OK=0
SMF_EXIT_NODAEMON=94
SMF_EXIT_ERR_FATAL=95
SMF_EXIT_ERR_CONFIG=96
SMF_EXIT_MON_DEGRADE=97
SMF_EXIT_MON_OFFLINE=98
SMF_EXIT_ERR_NOSMF=99
SMF_EXIT_ERR_PERM=100

smf_present() { [ -n "$SMF_FMRI" ]; }
smf_clear_env() { unset SMF_FMRI SMF_METHOD SMF_RESTARTER SMF_ZONENAME; }
smf_console() { tee \${SMF_MSGLOG:-/dev/msglog}; }
smf_is_globalzone() { [ "\${SMF_ZONENAME:-$(/sbin/zonename)}" = global ]; }
smf_is_nonglobalzone() { ! smf_is_globalzone; }
`
/** What the console refers to when the system asks for maintenance. */
const README = `The system could not bring up a service that the login depends on.

1. Log in as root at the prompt for maintenance.
2. "svcs -xv" names the service, why it does not run, and its log.
3. Read that log, and mend what it complains about.
4. "svcadm clear <service>" has it started again; the boot then goes on.
5. Leave the shell ("exit") to get the login prompt.
`
/** The folder /lib/svc/share of the image. */
export const svcShare: readonly Item[] = [
  { path: '/lib/svc/share', dir: 0o755 },
  { path: '/lib/svc/share/README', text: README, mode: 0o444 },
  { path: '/lib/svc/share/smf_include.sh', text: INCLUDE, mode: 0o444 },
]
