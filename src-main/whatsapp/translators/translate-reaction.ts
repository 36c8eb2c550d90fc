import { z } from 'zod';
import type { ReactionChanged, ReceivedReaction } from '../../domain/whatsapp-event.ts';
import { LARGEST_AMOUNT } from './raw-message.ts';
import { TranslationError } from './translation-error.ts';
import { readMessageKey, readWid } from './whatsapp-ids.ts';

const RawReaction = z.object({
  msgKey: z.unknown().optional(),
  parentMsgKey: z.unknown().optional(),
  senderUserJid: z.unknown().optional(),
  /** Empty when it was taken back. */
  reactionText: z.string().nullish(),
  /** Milliseconds. */
  timestamp: z.number().positive().max(LARGEST_AMOUNT),
});

/** Understands who reacted with what. @throws TranslationError */
export function translateReaction(raw: unknown): ReactionChanged {
  const parsed = RawReaction.safeParse(raw);
  if (!parsed.success) throw TranslationError.of('A reaction', parsed.error);
  const parent = readMessageKey(parsed.data.parentMsgKey);
  if (parent === undefined) throw new TranslationError('A reaction', ['parentMsgKey']);
  const reaction = toReaction(parsed.data);
  if (reaction === undefined) throw new TranslationError('A reaction', ['senderUserJid']);
  return { kind: 'reaction', messageId: parent.id, chatId: parent.chatId, ...reaction };
}

/** One of those that a message has in history; undefined when it cannot be understood. */
export function readReaction(raw: unknown): ReceivedReaction | undefined {
  const parsed = RawReaction.safeParse(raw);
  return parsed.success ? toReaction(parsed.data) : undefined;
}

function toReaction(reaction: z.infer<typeof RawReaction>): ReceivedReaction | undefined {
  const from = readWid(reaction.senderUserJid);
  if (from === undefined) return undefined;
  return {
    from,
    fromMe: readMessageKey(reaction.msgKey)?.fromMe ?? false,
    emoji: reaction.reactionText ?? '',
    at: Math.round(reaction.timestamp),
  };
}
