import { z } from 'zod';
import type { ChatPlaced } from '../../domain/whatsapp-event.ts';
import { TranslationError } from './translation-error.ts';
import { readWid } from './whatsapp-ids.ts';

const RawPlace = z.object({ chatId: z.unknown(), isArchived: z.boolean(), isPinned: z.boolean() });

/** Understands whether a chat is archived and pinned. @throws TranslationError */
export function translatePlace(raw: unknown): ChatPlaced {
  const parsed = RawPlace.safeParse(raw);
  if (!parsed.success) throw TranslationError.of('The place of a chat', parsed.error);
  const chatId = readWid(parsed.data.chatId);
  if (chatId === undefined) throw new TranslationError('The place of a chat', ['chatId']);
  const { isArchived, isPinned } = parsed.data;
  return { kind: 'place', chatId, isArchived, isPinned };
}
