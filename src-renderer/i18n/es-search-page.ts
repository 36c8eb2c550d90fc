import type { enSearchPage } from './en-search-page.ts';
import type { Translation } from './translation.ts';

/** Names and tags on the search page, in Spanish. */
export const esSearchPage = {
  title: 'Lo que se llama así',
  more: 'Más',
  fewer: 'Menos',
  moreOf: 'Más {{kind}}',
  fewerOf: 'Menos {{kind}}',
  notAll: 'No se pudo buscar en todos los nombres.',
  tag: 'Etiqueta del mensaje',
  allTags: 'Con o sin etiqueta',
  starred: '★ Destacados',
  noneTagged: 'Ningún mensaje tiene esta etiqueta',
  noneTaggedText: 'Puede que se haya quitado entretanto, o que los demás filtros la dejen fuera.',
  hintTag: 'Una etiqueta sola encuentra todos los mensajes que la tienen.',
  hint: 'Los chats, grupos, contactos y oportunidades se encuentran por su nombre de la misma manera.',
} satisfies Translation<typeof enSearchPage>;
