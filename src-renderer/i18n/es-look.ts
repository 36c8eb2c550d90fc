/** Density and text size, in Spanish. */
export const esLook = {
  density: 'Densidad',
  densityHelp: 'Cuánto sitio ocupan las listas y los mensajes. Se aplica al momento.',
  densities: { comfortable: 'Cómoda', compact: 'Compacta' },
  textSize: 'Tamaño del texto',
  textSizeHelp:
    'De todo lo que muestran las ventanas. Se aplica al momento. También lo cambian {{larger}} y {{smaller}}.',
  back: 'Volver a la lista',
};
