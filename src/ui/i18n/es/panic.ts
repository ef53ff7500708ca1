/** El núcleo cuando falla, y lo que queda de él. */
export const messages = {
  'name.server.on.panic.kmdb': 'depurador (kmdb)',
  'state.server.on.panic.kmdb':
    'El depurador se cargó con el núcleo y lo tiene todo parado. Con :c sigue, y entonces se guarda el volcado; con $q se reinicia sin volcado.',
  'name.server.on.kernel.kmdb': 'depurador (kmdb)',
  'state.server.on.kernel.kmdb': 'Arrancado con -d: el depurador para el núcleo antes de su primera línea. Con :c empieza.',
  'name.server.on.debugger': 'depurador (kmdb)',
  'state.server.on.debugger': 'El depurador tiene todo el sistema parado: para él no pasa el tiempo hasta :c.',
  'event.server.stop in debugger': 'parado en el depurador',
  'event.server.nmi': 'NMI',
  'event.server.enter debugger': 'el depurador está cargado',
  'event.server.dump and halt': 'halt -d',
  'event.server.dump and poweroff': 'poweroff -d',
  'op.server.dumpandhalt': 'se pidió un volcado y detener',
  'op.server.dumpandpoweroff': 'se pidió un volcado y apagar',
  'event.server.dump': 'no hay depurador por medio',
  'event.server.continue': 'seguir (:c)',
  'event.server.dumped': 'no queda nada que volcar',
  'input.nmi.button': 'se pulsó el botón NMI',
  'timer.boot.askAgain': 'se volvió a preguntar por DHCP',
  'timer.panic.progress': 'se han volcado más páginas',
  'timer.panic.dumped': 'volcado completo',
  'guard.server.to off': 'para apagar',
  'what.crashdump': 'La memoria de un núcleo que entró en pánico, en un volumen del pool.',
  'faults.fault': 'Fallo en el núcleo',
  'faults.about.fault':
    'El núcleo sigue un puntero que no lleva a ninguna parte y entra en pánico. Si el depurador está cargado, espera allí; si no, guarda su memoria si puede y se reinicia.',
} as const
