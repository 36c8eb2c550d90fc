import type { enFigures } from './en-figures.ts';

export const esFigures: typeof enFigures = {
  title: 'Cifras',
  days: 'Qué días se cuentan',
  daysHelp:
    'Los días de los negocios sin horario propio empiezan a medianoche en esta zona horaria, para todo el equipo. Si se cambia, sus cifras se rehacen solas.',
  rebuild: 'Rehacer todas las cifras',
  rebuildHelp:
    'Descarta todas las cifras y vuelve a contar todos los mensajes, con los mismos valores. Sigue tras un reinicio, en cualquier escritorio.',
  rebuildNow: 'Contar de nuevo',
  progress: 'Conversaciones contadas de nuevo',
  rebuilding:
    'Contadas {{done}} de {{total}} conversaciones. Hasta entonces las cifras son demasiado bajas.',
  stopped:
    'Detenido tras {{done}} de {{total}} conversaciones. Hasta que continúe, las cifras son demasiado bajas.',
  stop: 'Detener',
  goOn: 'Continuar',
  first: 'Primera respuesta de una conversación',
  every: 'Todas las respuestas',
  mayLack_one: '{{count}} conversación sin comparar',
  mayLack_other: '{{count}} conversaciones sin comparar',
};
