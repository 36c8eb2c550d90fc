import type { MessageEdited } from '../../domain/whatsapp-event.ts';
import { translateMessage } from './translate-message.ts';

/**
 * Understands that a message has another text now. Null when nobody edited it: the page also changes the body of a
 * message when it deciphers it, or finds its thumbnail.
 *
 * @throws TranslationError
 */
export function translateEdit(raw: unknown): MessageEdited | null {
  const message = translateMessage(raw);
  if (message?.editedAt === undefined || message.type === 'revoked') return null;
  const { messageId, chatId, content, mentions, linkPreview, editedAt } = message;
  return {
    kind: 'edited',
    messageId,
    chatId,
    content,
    ...(mentions && { mentions }),
    ...(linkPreview && { linkPreview }),
    at: editedAt,
  };
}
