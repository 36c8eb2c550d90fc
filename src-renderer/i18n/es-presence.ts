import type { enPresence } from './en-presence.ts';
import type { Translation } from './translation.ts';

/** What colleagues look at and type in, and who answered before one's own answer went; in Spanish. */
export const esPresence = {
  somebody: 'Alguien del equipo',
  looking: {
    one: '{{name}} lo está viendo',
    two: '{{name}} y {{other}} lo están viendo',
    more_one: '{{name}} y {{count}} más lo están viendo',
    more_other: '{{name}} y {{count}} más lo están viendo',
  },
  typing: {
    one: '{{name}} está escribiendo…',
    two: '{{name}} y {{other}} están escribiendo…',
    more_one: '{{name}} y {{count}} más están escribiendo…',
    more_other: '{{name}} y {{count}} más están escribiendo…',
  },
  phone: 'Alguien con el teléfono',
  answered_one: '{{name}} ha respondido a las {{time}}, mientras escribías',
  answered_other:
    'Han llegado {{count}} respuestas mientras escribías, la última de {{name}} a las {{time}}',
  lookFirst: 'Mirar antes',
  sendAnyway: 'Enviar de todos modos',
} satisfies Translation<typeof enPresence>;
