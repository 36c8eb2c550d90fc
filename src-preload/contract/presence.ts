import { z } from 'zod';
import { ConversationId, UserId } from './ids.ts';

/** A colleague has a conversation in front of them, on another desktop. */
export const Presence = z.object({
  userId: UserId,
  conversationId: ConversationId,
  /** Whether they write in it at the moment; otherwise they look at it. */
  isTyping: z.boolean(),
});
export type Presence = z.infer<typeof Presence>;

/** What the person at a desktop has in front of them: `conversationId` is null where it is no conversation. */
export const OwnPresence = z
  .object({ conversationId: ConversationId.nullable(), isTyping: z.boolean() })
  .refine(
    ({ conversationId, isTyping }) => conversationId !== null || !isTyping,
    'nobody types in no conversation',
  );
export type OwnPresence = z.infer<typeof OwnPresence>;

export const presenceCommands = {
  /** To be called whenever it changes. Answers before it is written, and whether or not the database can be reached. */
  'presence.tell': { input: OwnPresence, output: z.null() },
  /** Each colleague once for each conversation, in no order; never whoever asks. */
  'presence.list': { input: z.object({}), output: z.array(Presence) },
} as const;

export const presenceEvents = {
  /** As `presence.list` answers from now on. */
  'presence.changed': z.object({ colleagues: z.array(Presence) }),
} as const;
