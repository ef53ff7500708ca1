/** Platform images on pools, and where they come from. */
export const messages = {
  'timer.piadm.enable': 'piadm has copied the image of the set-up',
  'op.installboot': 'Boot blocks of {stamp} written on {disk}',
  'op.efi.remove': 'The loader taken off the EFI system partition of {disk}',
  'input.mirror.spoil': 'files of {stamp} come damaged from the download site',
  'input.mirror.mend': 'files of {stamp} come whole again from the download site',
  'faults.site': 'Download site',
  'faults.spoil': 'Damage the newest image',
  'faults.mend': 'Mend the newest image',
  'faults.about.spoil': 'From now on the files of {stamp} come with a changed byte: their checksums are not the published ones.',
  'faults.about.mend': 'The files of {stamp} come whole again.',
  'field.bootBlocks': 'boot blocks (BIOS)',
  'field.efiLoader': 'loader on the EFI partition',
  'field.bootfs': 'boots from',
} as const
