import type { Translation } from './translation.ts';
import type { enFind, enSelect } from './en-thread.ts';

export const esFind = {
  title: 'Buscar en este chat',
  next: 'Siguiente: más atrás (Intro)',
  previous: 'Anterior: más adelante (Mayús + Intro)',
  searchPage: 'Buscar con filtros',
  close: 'Dejar de buscar (Esc)',
  asking: 'Buscando',
  nothing: 'No se encontró nada. Las palabras se encuentran por cómo empiezan.',
  place: '{{place}} de {{count}}',
  placeOfMany: '{{place}} de más de {{count}}',
  dayTitle: 'Ir a un día',
  day: 'Día',
  dayHint: 'El chat se muestra desde el primer mensaje de ese día.',
  dayGo: 'Ir',
  dayNothing: 'No se escribió nada el {{day}} ni después.',
  dayLater: 'No se escribió nada el {{day}}. Se muestra lo siguiente, del {{found}}.',
  dayOf: '{{day}}: ir a otro día',
} satisfies Translation<typeof enFind>;

export const esSelect = {
  title: 'Qué se puede hacer con los mensajes seleccionados',
  begin: 'Seleccionar',
  pick: 'Seleccionar: {{text}}, {{time}}',
  count_one: '{{count}} mensaje seleccionado',
  count_other: '{{count}} mensajes seleccionados',
  copy: 'Copiar',
  forward: 'Reenviar',
  leave: 'Quitar la selección (Esc)',
  forwardTitle_one: 'Reenviar {{count}} mensaje',
  forwardTitle_other: 'Reenviar {{count}} mensajes',
  search: '¿A quién?',
  searchHint: 'Un nombre o un número. Intro elige el primero; como mucho {{count}} a la vez.',
  targets: 'Chats',
  noTarget: 'Ningún chat de esta cuenta tiene ese nombre o número.',
  moreByTyping: 'Escriba para encontrar más.',
  forwardTo_one: 'Reenviar a {{count}} chat',
  forwardTo_other: 'Reenviar a {{count}} chats',
  forwarded_one: 'Reenviado a {{count}} chat.',
  forwarded_other: 'Reenviado a {{count}} chats.',
} satisfies Translation<typeof enSelect>;
