/** Density and text size, in English. */
export const enLook = {
  density: 'Density',
  densityHelp: 'How much room lists and messages take. Takes effect at once.',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  textSize: 'Text size',
  textSizeHelp:
    'Of all that the windows show. Takes effect at once. {{larger}} and {{smaller}} change it as well.',
  back: 'Back to the list',
};
