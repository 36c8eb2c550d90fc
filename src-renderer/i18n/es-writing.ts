import type { enWriting } from './en-writing.ts';
import type { Translation } from './translation.ts';

/** How messages are written: the card in the settings, in Spanish. */
export const esWriting = {
  title: 'Escritura',
  sendKey: 'Tecla que envía un mensaje',
  sendKeyHelp: 'La otra empieza una línea nueva. Se aplica al momento.',
  sendKeys: { enter: 'Entrar', ctrl_enter: '{{command}} + Entrar' },
  undo: 'Deshacer el envío',
  undoHelp:
    'Durante ese tiempo el texto se retiene antes de salir, y se puede devolver al campo. El que está retenido al cerrar la aplicación sale cuando se abre de nuevo.',
  undoNone: 'No',
  undoSeconds: '{{count}} s',
  spelling: 'Corrector ortográfico',
  spellingHelp:
    'Al elegir un idioma, su diccionario (medio megabyte, más o menos) se descarga una vez de Google, en redirector.gvt1.com. Nada de lo que escribes sale de este equipo. Las palabras que añades se guardan en este equipo, sin cifrar.',
  spellingOfSystem: 'Con los diccionarios de macOS, que reconoce el idioma por sí solo.',
  languages: { en: 'Revisar el inglés', es: 'Revisar el español' },
  dictionaries: {
    fetching: 'El diccionario se está descargando…',
    ready: 'El diccionario está en este equipo.',
    failed: 'El diccionario no se ha podido descargar.',
  },
  fetchAgain: 'Descargar de nuevo',
} satisfies Translation<typeof enWriting>;
