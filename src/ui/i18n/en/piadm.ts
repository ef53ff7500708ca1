/** Platform images on pools, and where they come from. */
export const messages = {
  'op.installboot': 'Boot blocks of {stamp} written on {disk}',
  'op.efi.remove': 'The loader taken off the EFI system partition of {disk}',
  'input.mirror.spoil': 'files of {stamp} come damaged from the download site',
  'input.mirror.mend': 'files of {stamp} come whole again from the download site',
} as const
