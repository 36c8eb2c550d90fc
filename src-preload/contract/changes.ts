import { z } from 'zod';
import { ConversationId } from './ids.ts';

export const changeEvents = {
  /**
   * Other desktops changed more than is told one by one: what is shown of this conversation, or, when it is null, of
   * anything, has to be read again.
   */
  'changes.missed': z.object({ conversationId: ConversationId.nullable() }),
} as const;
