import { z } from 'zod';
import type { PollVoted } from '../../domain/whatsapp-event.ts';
import { LARGEST_AMOUNT } from './raw-message.ts';
import { TranslationError } from './translation-error.ts';
import { readMessageKey, readWid } from './whatsapp-ids.ts';

const RawVote = z.object({
  parentMsgKey: z.unknown().optional(),
  sender: z.unknown().optional(),
  selectedOptionLocalIds: z.array(z.number().int().nonnegative()),
  /** Milliseconds. */
  senderTimestampMs: z.number().positive().max(LARGEST_AMOUNT),
  /** Those of the poll, when the page has it. */
  pollOptions: z.array(z.object({ localId: z.number().int() })).nullish(),
});

/** Understands what somebody chose in a poll. @throws TranslationError */
export function translateVote(raw: unknown): PollVoted {
  const parsed = RawVote.safeParse(raw);
  if (!parsed.success) throw TranslationError.of('A vote', parsed.error);
  const { parentMsgKey, sender, selectedOptionLocalIds, pollOptions } = parsed.data;
  const poll = readMessageKey(parentMsgKey);
  if (poll === undefined) throw new TranslationError('A vote', ['parentMsgKey']);
  const from = readWid(sender);
  if (from === undefined) throw new TranslationError('A vote', ['sender']);
  // Options are numbered in their order: that is how they are found where the poll itself is not at hand.
  const placeOf = (localId: number): number =>
    pollOptions ? pollOptions.findIndex((option) => option.localId === localId) : localId;
  const options = selectedOptionLocalIds.map(placeOf).filter((place) => place >= 0);
  return {
    kind: 'vote',
    messageId: poll.id,
    chatId: poll.chatId,
    from,
    options: [...new Set(options)],
    at: Math.round(parsed.data.senderTimestampMs),
  };
}
