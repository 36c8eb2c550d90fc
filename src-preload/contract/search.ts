import { z } from 'zod';
import { ConversationId, Timestamp } from './ids.ts';
import { Message, Tag } from './message.ts';

/** A stretch of a text that matched, in UTF-16 code units; `end` is the first one after it. */
export const Highlight = z.object({ start: z.number().int(), end: z.number().int() });
export type Highlight = z.infer<typeof Highlight>;

export const MessageHit = z.object({
  message: Message,
  conversationName: z.string(),
  /** In `message.content`, in order, never overlapping; none where the words stand elsewhere, or none was asked for. */
  highlights: z.array(Highlight),
});
export type MessageHit = z.infer<typeof MessageHit>;

/** Where the next page begins; opaque to the caller. */
export const SearchCursor = z.object({
  timestamp: Timestamp,
  id: z.string().regex(/^[0-9a-f]{24}$/),
});
export type SearchCursor = z.infer<typeof SearchCursor>;

export const searchCommands = {
  /**
   * Messages that hold a word beginning with each word of `query`, whatever their case and accents, newest first.
   * A query without any word finds nothing, but a blank one with a tag everything that has it. `next` is null on the last
   * page.
   */
  'message.search': {
    input: z.object({
      query: z.string().max(500),
      conversationId: ConversationId.optional(),
      /** `businesses.object_id` */
      businessId: z
        .string()
        .regex(/^[0-9a-f]{24}$/)
        .optional(),
      direction: z.enum(['incoming', 'outgoing']).optional(),
      /** Spelled as in `message.tags`. */
      tag: Tag.optional(),
      /** From this moment on. */
      from: Timestamp.optional(),
      /** Before this moment. */
      until: Timestamp.optional(),
      after: SearchCursor.optional(),
      limit: z.number().int().min(1).max(100),
    }),
    output: z.object({ items: z.array(MessageHit), next: SearchCursor.nullable() }),
  },
} as const;
