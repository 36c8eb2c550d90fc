import { z } from 'zod';
import { ContactId, ConversationId, LeadId } from '../../src-preload/contract/ids.ts';

const objectId = z.string().regex(/^[0-9a-f]{24}$/);
const pseudonym = z.string().min(1);

/**
 * Who is erased, as it is kept until that is done: ids that mean nothing elsewhere, and keyed hashes. From it every step can
 * be repeated, when the contact that it began with is gone as well.
 */
export const ErasurePlan = z.object({
  contacts: z.array(z.object({ id: ContactId, sessionId: z.string(), pseudonym })),
  /** One-to-one ones; `id` is that of the document. */
  conversations: z.array(z.object({ id: objectId, conversationId: ConversationId })),
  /** Of ids and numbers in all their forms. */
  people: z.array(pseudonym),
  /** By each of these lists of tokens (64 bits, decimal) messages are found in which somebody wrote the number. */
  tokens: z.array(z.array(z.string())),
  /** By which leads wait for a conversation of the number. */
  phoneKeys: z.array(pseudonym),
  leads: z.array(LeadId),
  /** Of the id that it began with: what the certificate says of who it was. */
  subject: z.string(),
});
export type ErasurePlan = z.infer<typeof ErasurePlan>;
