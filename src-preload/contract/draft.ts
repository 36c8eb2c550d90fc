import { z } from 'zod';
import { ConversationId } from './ids.ts';
import { Message } from './message.ts';

/** More than one message may carry: what is too long to be sent is kept all the same. */
export const MAXIMUM_DRAFT_LENGTH = 1_000_000;

/** What somebody began to write in a conversation and has not sent. */
export const Draft = z.object({
  conversationId: ConversationId,
  /** May be blank where a message is answered or changed. */
  text: z.string().max(MAXIMUM_DRAFT_LENGTH),
  /** The message that it answers. */
  replyTo: Message.nullable(),
  /** A change of a message that was begun meanwhile. */
  editing: z.object({ message: Message, text: z.string().max(MAXIMUM_DRAFT_LENGTH) }).nullable(),
});
export type Draft = z.infer<typeof Draft>;

export const draftCommands = {
  /** All that are kept on this computer, in no order. Those that cannot be read any more are left out. */
  'draft.list': { input: z.object({}), output: z.array(Draft) },
  /** On the disk when it answers, instead of the one before; with nothing in it none is kept. */
  'draft.keep': { input: Draft, output: z.null() },
} as const;
