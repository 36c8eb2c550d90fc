import type { Translation } from './translation.ts';
import type { enFind } from './en-thread.ts';

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
