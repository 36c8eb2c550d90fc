import type { enHours } from './en-hours.ts';
import type { Translation } from './translation.ts';

export const esHours: Translation<typeof enHours> = {
  title: 'Horario comercial',
  help: 'Cuándo abre cada negocio y cuánto puede esperar un cliente hasta tener respuesta. Sin horario, cuenta como siempre abierto. Lo que se cambia aquí vale al momento para todo el equipo.',
  loadFailedTitle: 'No se pudo cargar el horario comercial',
  noBusiness: 'Conversaciones sin negocio',
  allConversations: 'Todas las conversaciones',
  somebody: 'Alguien',
  changed: 'Cambiado por {{name}}, {{time}}',

  alwaysOpen:
    'Siempre abierto: no hay horario, así que noches, fines de semana y festivos cuentan como cualquier otro momento.',
  neverCloses: 'Abierto a todas horas.',
  neverOpen: 'Nunca abierto: no cuenta ningún tiempo y nada vence.',
  openUntil: 'Abierto ahora; cierra {{when}}.',
  closedUntil: 'Cerrado ahora; abre {{when}}.',
  at: 'a las {{time}}',
  onDay: 'el {{day}} a las {{time}}',
  minutes_one: '{{count}} minuto',
  minutes_other: '{{count}} minutos',
  example:
    'Con un objetivo de {{target}}, a quien escribe {{written}} le vence la respuesta {{due}}.',
  withoutTarget: 'Sin objetivo no se marca ninguna espera como demasiado larga.',

  target: 'Objetivo de respuesta',
  targetInMinutes: 'Objetivo de respuesta en minutos',
  targetHelp:
    'Minutos de horario comercial en los que un cliente tiene respuesta; vacío, ninguno. En su última quinta parte, y al menos en sus últimos cinco minutos, la bandeja marca la espera y avisa el escritorio de quien atiende la conversación, o el de todos si no la atiende nadie.',
  noTarget: 'Ninguno',
  minutesUnit: ' min',

  has: 'Tiene horario comercial',
  hasHelp: 'Solo estas horas cuentan como espera. Desactivado, está siempre abierto.',
  zone: 'Zona horaria',
  zoneHelp: 'El reloj por el que abre y cierra; el horario de verano se tiene en cuenta solo.',
  noZone: 'No existe esa zona horaria',
  closedDay: 'Cerrado',
  addSpan: '{{day}}: añadir horas',
  addHint: 'Añadir horas',
  spanFrom: '{{day}}, horas {{place}}: desde',
  spanTo: '{{day}}, horas {{place}}: hasta',
  removeSpan: '{{day}}: quitar las horas {{place}}',
  removeHint: 'Quitar',
  wrongDay: 'Aún no se guarda: las horas terminan después de empezar y no se solapan.',
  copyMonday: 'Copiar el lunes a los días laborables',
  holidays: 'Festivos',
  noHolidays: 'Ningún día cierra fuera de lo habitual.',
  newHoliday: 'Un día que cierra',
  addHoliday: 'Añadir festivo',
  removeHoliday: 'Quitar {{day}}',
  holidayKnown: 'Ya está en la lista.',

  due: 'vence {{time}}',
  dueTitle: 'La respuesta vence: {{time}}',
  dueSoon: 'Pronto será tarde:',
  overdue: {
    moment: 'vencido hace un momento',
    minutes: 'vencido hace {{count}} min',
    hours: 'vencido hace {{count}} h',
    days: 'vencido hace {{count}} d',
  },
  overdueTitle: 'La respuesta vencía: {{time}}',
};
