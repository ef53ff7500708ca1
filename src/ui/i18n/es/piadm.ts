/** Imágenes de plataforma en pools, y de dónde vienen. */
export const messages = {
  'timer.piadm.enable': 'piadm ha copiado la imagen de la configuración inicial',
  'op.installboot': 'Bloques de arranque de {stamp} escritos en {disk}',
  'op.efi.remove': 'El cargador se quitó de la partición de sistema EFI de {disk}',
  'input.mirror.spoil': 'los archivos de {stamp} llegan dañados del sitio de descargas',
  'input.mirror.mend': 'los archivos de {stamp} llegan de nuevo íntegros del sitio de descargas',
  'faults.site': 'Sitio de descargas',
  'faults.spoil': 'Dañar la imagen más nueva',
  'faults.mend': 'Reparar la imagen más nueva',
  'faults.about.spoil': 'Desde ahora los archivos de {stamp} llegan con un byte cambiado: sus sumas ya no son las publicadas.',
  'faults.about.mend': 'Los archivos de {stamp} vuelven a llegar íntegros.',
  'field.bootBlocks': 'bloques de arranque (BIOS)',
  'field.efiLoader': 'cargador en la partición EFI',
  'field.bootfs': 'arranca de',
} as const
