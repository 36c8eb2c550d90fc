import { z } from 'zod';
import type { MessageRevoked } from '../../domain/whatsapp-event.ts';
import { TranslationError } from './translation-error.ts';
import { readMessageKey } from './whatsapp-ids.ts';

const RawRevoke = z.object({
  id: z.unknown().optional(),
  protocolMessageKey: z.unknown().optional(),
});

/** Understands which message was deleted for everybody. @throws TranslationError */
export function translateRevoke(raw: unknown): MessageRevoked {
  const parsed = RawRevoke.safeParse(raw);
  if (!parsed.success) throw TranslationError.of('A revocation', parsed.error);
  // What remains of a revoked message may have the key of the revocation; then the message's own stands beside it.
  const key = readMessageKey(parsed.data.protocolMessageKey) ?? readMessageKey(parsed.data.id);
  if (key === undefined) throw new TranslationError('A revocation', ['id']);
  return { kind: 'revoked', messageId: key.id, chatId: key.chatId };
}
