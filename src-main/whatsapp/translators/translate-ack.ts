import { z } from 'zod';
import type { StatusChanged } from '../../domain/whatsapp-event.ts';
import { statusOfAck } from './message-status.ts';
import { TranslationError } from './translation-error.ts';
import { readMessageKey } from './whatsapp-ids.ts';

const RawAck = z.object({ id: z.unknown(), ack: z.number() });

/**
 * Understands what became of a message. Null when the message is not ours: what is said of others' messages (such as
 * that we have read them) is no news here.
 *
 * @throws TranslationError
 */
export function translateAck(raw: unknown): StatusChanged | null {
  const parsed = RawAck.safeParse(raw);
  if (!parsed.success) throw TranslationError.of('An ack', parsed.error);
  const key = readMessageKey(parsed.data.id);
  if (key === undefined) throw new TranslationError('An ack', ['id']);
  if (!key.fromMe) return null;
  return {
    kind: 'status',
    messageId: key.id,
    chatId: key.chatId,
    status: statusOfAck(parsed.data.ack),
  };
}
