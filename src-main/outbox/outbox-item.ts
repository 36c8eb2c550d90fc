import { z } from 'zod';
import { ConversationId, MessageId, SessionId, UserId } from '../../src-preload/contract/ids.ts';
import { ErrorCode } from '../../src-preload/contract/result.ts';

/** A message of ours that WhatsApp has not accepted yet. */
export const OutboxItem = z.object({
  /** Chosen here, before anything is sent: a retry recognises what WhatsApp already has. */
  messageId: MessageId,
  conversationId: ConversationId,
  sessionId: SessionId,
  chatId: z.string(),
  text: z.string(),
  /** The colleague who wrote it. */
  userId: UserId,
  /** Milliseconds. */
  createdAt: z.number(),
  /** `queued`: waits for its turn or the connection. `sending`: on its way. `failed`: waits for a person. */
  state: z.enum(['queued', 'sending', 'failed']),
  /** How often it was given to WhatsApp; after the first time WhatsApp is asked whether it has it. */
  attempts: z.number().int().nonnegative(),
  /** It fails for good when `attempts` has reached this. */
  giveUpAfter: z.number().int().positive(),
  failureCode: ErrorCode.optional(),
});
export type OutboxItem = z.infer<typeof OutboxItem>;
