/** The kernel when it fails, and what is left of it. */
export const messages = {
  'name.server.on.panic.kmdb': 'debugger (kmdb)',
  'state.server.on.panic.kmdb':
    'The debugger was loaded with the kernel and holds everything still. :c goes on, and then the dump is saved; $q resets without one.',
  'name.server.on.kernel.kmdb': 'debugger (kmdb)',
  'state.server.on.kernel.kmdb': 'Booted with -d: the debugger stops the kernel before its first line. :c lets it start.',
  'name.server.on.debugger': 'debugger (kmdb)',
  'state.server.on.debugger': 'The debugger holds the whole system still: no time passes for it until :c.',
  'event.server.stop in debugger': 'stopped in the debugger',
  'event.server.nmi': 'NMI',
  'event.server.enter debugger': 'the debugger is loaded',
  'event.server.dump and halt': 'halt -d',
  'event.server.dump and poweroff': 'poweroff -d',
  'op.server.dumpandhalt': 'dump and halt asked for',
  'op.server.dumpandpoweroff': 'dump and power-off asked for',
  'event.server.dump': 'no debugger in the way',
  'event.server.continue': 'go on (:c)',
  'event.server.dumped': 'nothing left to dump',
  'input.nmi.button': 'NMI button pressed',
  'timer.boot.askAgain': 'DHCP asked again',
  'timer.panic.progress': 'some more pages dumped',
  'timer.panic.dumped': 'dump complete',
  'guard.server.to off': 'to switch off',
  'what.crashdump': 'The memory of a kernel that panicked, on a volume of the pool.',
  'faults.fault': 'Fault in the kernel',
  'faults.about.fault':
    'The kernel follows a pointer that leads nowhere: it panics. With the debugger loaded it waits there; otherwise it saves its memory if it can, and resets.',
} as const
