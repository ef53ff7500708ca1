/** El cargador de arranque: sus menús y su línea de comandos. */
export const messages = {
  'state.server.on.loader.images': 'Las imágenes de plataforma del pool: puedes elegir otra que no sea la predeterminada, solo para este arranque.',
  'state.server.on.loader.loading': 'El cargador lee un fichero que se pidió con load en su línea de comandos.',
  'state.server.on.loader.load.files': 'Se leen otros ficheros que indica la configuración del cargador: el núcleo los muestra bajo /system/boot.',
  'state.server.on.loader.load.complete': 'Se ha leído todo. Sin un sistema de ficheros raíz, el cargador no inicia ningún núcleo.',
  'state.server.on.loader.autoboot':
    'Todo está en la RAM. El núcleo se inicia cuando pasan los segundos; Intro lo inicia ya y cualquier otra tecla lo detiene.',
  'event.server.images': 'menú de imágenes de plataforma',
  'event.server.page': 'página siguiente',
  'event.server.image': 'imagen elegida',
  'event.server.delay': 'otra espera',
  'event.server.autoboot': 'arrancar tras una espera',
  'event.server.load': 'un fichero que cargar',
  'event.server.ready': 'todo está',
  'name.server.on.loader.images': 'imágenes de plataforma',
  'name.server.on.loader.loading': 'leyendo un fichero',
  'name.server.on.loader.load.files': 'otros ficheros',
  'name.server.on.loader.load.complete': 'completo',
  'name.server.on.loader.autoboot': 'cuenta atrás hasta el núcleo',
  'ram.file': 'fichero para /system/boot',
} as const
