import type { enAnonymisedCopy } from './en-anonymised-copy.ts';
import type { Translation } from './translation.ts';

export const esAnonymisedCopy: Translation<typeof enAnonymisedCopy> = {
  title: 'Copias anonimizadas',
  help: 'Una copia para análisis o soporte. Los nombres, números, textos y archivos se sustituyen por otros inventados, la misma persona siempre por el mismo nombre, y las fechas se dan hasta donde las comparten suficientes personas. Antes de entregarte la copia se busca en ella cada palabra, número e identificador original.',
  of: 'Copia de',
  everything: 'Todo el espacio de trabajo',
  people: 'Personas que deben compartir algo',
  peopleHelp: 'Fechas, etiquetas, valores y países se dan donde los tienen tantas personas.',
  question: 'Guardar una copia anonimizada',
  questionText:
    'La copia es una carpeta nueva. Es para quien merece confianza con las cifras y no con los clientes, no para publicarla.',
  choosePlace: 'Elegir dónde…',
  write: 'Escribir una copia…',
  stages: {
    reading: 'Leyendo lo que hay',
    writing: 'Escribiendo la copia',
    checking: 'Buscando originales en la copia',
  },
  soFar: '{{done}} mensajes hasta ahora',
  howFar: '{{done}} de {{total}}',
  written: 'La copia está escrita y no se ha encontrado en ella nada original.',
  counts:
    'Tiene {{people}} personas, {{conversations}} conversaciones, {{messages}} mensajes, {{leads}} oportunidades y {{files}} archivos.',
  sought: 'Se han buscado {{words}} palabras, {{numbers}} números y {{ids}} identificadores.',
  notAnonymous: 'La copia no era anónima y se ha borrado.',
  found:
    'Se han encontrado {{words}} palabras originales, {{numbers}} números, {{ids}} identificadores, {{files}} archivos y {{lines}} líneas que no deben estar ahí. Inténtalo de nuevo; si vuelve a pasar, avísanos.',
  cancelled: 'No se ha escrito ninguna copia.',
  running: 'Ya se está escribiendo una copia.',
};
