import type { enUnread } from './en-unread.ts';
import type { Translation } from './translation.ts';

export const esUnread: Translation<typeof enUnread> = {
  line: 'Sin leer',
  markUnread: 'Marcar como no leído',
  mentioned: 'Una nota te menciona',
};
