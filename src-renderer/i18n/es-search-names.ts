import type { enSearchNames } from './en-search-names.ts';
import type { Translation } from './translation.ts';

/** Names on the search page, in Spanish. */
export const esSearchNames = {
  title: 'Lo que se llama así',
  more: 'Más',
  fewer: 'Menos',
  moreOf: 'Más {{kind}}',
  fewerOf: 'Menos {{kind}}',
  notAll: 'No se pudo buscar en todos los nombres.',
  hint: 'Los chats, grupos, contactos y oportunidades se encuentran por su nombre de la misma manera.',
} satisfies Translation<typeof enSearchNames>;
