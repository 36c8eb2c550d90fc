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
  replies: 'Cuánto esperan los clientes',
  kind: 'Qué respuestas',
  columns: { count: 'Respuestas', median: 'La mitad en', p90: 'El 90 % en', mean: 'Media' },
  first: 'Primera respuesta de una conversación',
  every: 'Todas las respuestas',
  repliesHelp:
    'Desde el primer mensaje sin respuesta hasta el siguiente de una persona, según el reloj. Los grupos, las reacciones y las respuestas automáticas no cuentan.',
  openWaits: 'Esperan ahora',
  nobodyWaits: 'Nadie espera una respuesta.',
  nameless: 'Sin nombre',
  unproved:
    'En algunos de estos días pueden faltar mensajes: aún no se han comparado todas las conversaciones con WhatsApp.',
  mayLack_one: '{{count}} conversación sin comparar',
  mayLack_other: '{{count}} conversaciones sin comparar',
};
