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
} satisfies Translation<typeof enPresence>;
