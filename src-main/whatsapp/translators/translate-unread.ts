import { z } from 'zod';
import type { UnreadCountChanged } from '../../domain/whatsapp-event.ts';
import { TranslationError } from './translation-error.ts';
import { readWid } from './whatsapp-ids.ts';

const RawUnread = z.object({ chatId: z.unknown(), unreadCount: z.number().int() });

/** Understands a chat's unread count. @throws TranslationError */
export function translateUnread(raw: unknown): UnreadCountChanged {
  const parsed = RawUnread.safeParse(raw);
  if (!parsed.success) throw TranslationError.of('An unread count', parsed.error);
  const chatId = readWid(parsed.data.chatId);
  if (chatId === undefined) throw new TranslationError('An unread count', ['chatId']);
  return { kind: 'unread', chatId, unreadCount: unreadCountOf(parsed.data.unreadCount) };
}

/** A chat that was marked as unread by hand counts −1 at WhatsApp. */
export function unreadCountOf(count: number): number {
  return count < 0 ? 1 : count;
}
