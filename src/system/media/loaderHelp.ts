/** One topic of the loader's help: its name, what the index says of it, and its text. */
type Topic = readonly [topic: string, about: string, ...text: string[]]

/** The topics; texts of our own, for what this loader can do. */
const TOPICS: readonly Topic[] = [
  ['help', 'Display help', '    help [topic [subtopic]]', '    help index', '', '    Shows help for a topic; help index lists the topics, ? the commands.'],
  ['?', 'Display list of commands', '    ?', '', '    Lists the commands.'],
  [
    'autoboot',
    'Boot automatically after a delay',
    '    autoboot [<delay> [<prompt>]]',
    '',
    '    Loads what is configured, counts down and boots. Enter boots at once,',
    '    any other key stops. The delay is autoboot_delay unless it is given.',
  ],
  [
    'boot',
    'Boot a file or loaded kernel',
    '    boot [<kernel>] [-kdrsv] [-m <smf options>] [-B <prop>=<value>,...]',
    '',
    '    Boots what was loaded, or else what the variables name.',
  ],
  ['boot-conf', 'Load kernel and modules, then autoboot', '    boot-conf [<delay>]', '', '    Forgets what was loaded and does what autoboot does.'],
  ['echo', 'Echo arguments', '    echo [-n] [<message>]', '', '    Prints its arguments; with -n no new line.'],
  [
    'load',
    'Load a kernel or module',
    '    load [-t <type>] <filename>',
    '',
    '    Reads a kernel, or with -t another file: rootfs for the boot archive,',
    '    hash for its checksum, file for what appears below /system/boot.',
  ],
  ['ls', 'List files', '    ls [-l] [<path>]', '', '    Lists a directory; with -l sizes, too.'],
  ['lsdev', 'List all devices', '    lsdev [-v]', '', '    Lists the drives and pools that can be read.'],
  ['lsmod', 'List loaded modules', '    lsmod [-sv]', '', '    Lists what was loaded; with -s checksums, too.'],
  ['more', 'Show contents of a file', '    more <filename> ...', '', '    Shows text files.'],
  ['reboot', 'Reboot the system', '    reboot', '', '    Restarts the machine.'],
  ['set', 'Set a variable', '    set <variable>=<value>', '    set <variable>', '', '    Sets a variable; without a value it is set and empty.'],
  ['show', 'Show the values of variables', '    show [<variable>]', '', '    Shows one variable, or all.'],
  ['unload', 'Remove all modules from memory', '    unload', '', '    Forgets what was loaded.'],
  ['unset', 'Unset a variable', '    unset <variable>', '', '    Removes a variable.'],
]
/** `/boot/loader.help`: what the loader's `help` reads. Form: illumos usr/src/boot/common/commands.c. */
export const LOADER_HELP = `${TOPICS.map(([topic, about, ...text]) => [`# T${topic} D${about}`, ...text].join('\n')).join('\n#\n')}\n#\n`
