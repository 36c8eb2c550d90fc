import { ObjectId } from 'mongodb';
import { z } from 'zod';
import { ConversationId, UserId } from '../../../src-preload/contract/ids.ts';
import type { DeskPresence } from '../presence-store.ts';

const PresenceDocument = z.object({
  /** The desktop. */
  _id: z.string(),
  userId: z.custom<ObjectId>((value) => value instanceof ObjectId, 'expected an ObjectId'),
  /** Absent where the person has no conversation in front of them. */
  conversationId: ConversationId.optional(),
  isTyping: z.boolean(),
});

/** Null for a document that is none of this app's. */
export function deskPresence(document: unknown): DeskPresence | null {
  const { data } = PresenceDocument.safeParse(document);
  if (!data) return null;
  return {
    deskId: data._id,
    userId: UserId.parse(data.userId.toHexString()),
    conversationId: data.conversationId ?? null,
    isTyping: data.isTyping && data.conversationId !== undefined,
  };
}
