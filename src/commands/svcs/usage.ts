/** Source: illumos usr/src/cmd/svc/svcs/svcs.c (print_usage). */
export const USAGE = `Usage: svcs [-aHpv] [-o col[,col ... ]] [-R restarter] [-sS col] [-Z | -z zone ]
            [<service> ...]
       svcs -d | -D [-Hpv] [-o col[,col ... ]] [-sS col] [-Z | -z zone ]
            [<service> ...]
       svcs [-l | -L] [-Z | -z zone] <service> ...
       svcs -x [-v] [-Z | -z zone] [<service> ...]
       svcs -?
`
const COLUMNS = [
  ['CTID', 'contract ID for service (see contract(4))'],
  ['DESC', 'human-readable description of the service'],
  ['FMRI', 'Fault Managed Resource Identifier for service'],
  ['INST', 'portion of the FMRI indicating service instance'],
  ['N', 'abbreviation for next state (if in transition)'],
  ['NSTA', 'abbreviation for next state (if in transition)'],
  ['NSTATE', 'name for next state (if in transition)'],
  ['S', 'abbreviation for current state'],
  ['SCOPE', 'name for scope associated with service'],
  ['SN', 'abbreviation for current state and next state'],
  ['SVC', 'portion of the FMRI representing service name'],
  ['STA', 'abbreviation for current state'],
  ['STATE', 'name for current state'],
  ['STIME', 'time of last state change'],
  ['ZONE', 'name of zone'],
] as const
/** What `svcs -?` prints. Source: the same (print_help, description_of_column). */
export const HELP = `${USAGE}
\t-a  list all service instances rather than only those that are enabled
\t-d  list dependencies of the specified service(s)
\t-D  list dependents of the specified service(s)
\t-H  omit header line from output
\t-l  list detailed information about the specified service(s)
\t-L  list the log file associated with the specified service(s)
\t-o  list only the specified columns in the output
\t-p  list process IDs and names associated with each service
\t-R  list only those services with the specified restarter
\t-s  sort output in ascending order by the specified column(s)
\t-S  sort output in descending order by the specified column(s)
\t-v  list verbose information appropriate to the type of output
\t-x  explain the status of services that might require maintenance,
\t    or explain the status of the specified service(s)
\t-z  from global zone, show services in a specified zone
\t-Z  from global zone, show services in all zones

\tServices can be specified using an FMRI, abbreviation, or fnmatch(5)
\tpattern, as shown in these examples for svc:/network/smtp:sendmail

\tsvcs [opts] svc:/network/smtp:sendmail
\tsvcs [opts] network/smtp:sendmail
\tsvcs [opts] network/*mail
\tsvcs [opts] network/smtp
\tsvcs [opts] smtp:sendmail
\tsvcs [opts] smtp
\tsvcs [opts] sendmail

\tColumns for output or sorting can be specified using these names:

${COLUMNS.map(([name, text]) => `\t${name.padEnd(6)}  ${text}\n`).join('')}`
