import { z } from 'zod';
import type { PollVoted, ReceivedVote } from '../../domain/whatsapp-event.ts';
import { LARGEST_AMOUNT } from './raw-message.ts';
import { TranslationError } from './translation-error.ts';
import { readMessageKey, readWid } from './whatsapp-ids.ts';

const RawChoice = z.object({
  sender: z.unknown().optional(),
  selectedOptionLocalIds: z.array(z.number().int().nonnegative()),
  /** Milliseconds. */
  senderTimestampMs: z.number().positive().max(LARGEST_AMOUNT),
});
const RawVote = RawChoice.extend({
  parentMsgKey: z.unknown().optional(),
  /** Those of the poll, when the page has it. */
  pollOptions: z.array(z.object({ localId: z.number().int() })).nullish(),
});
type PollOptions = readonly { localId?: number | null | undefined }[] | null | undefined;

/** Understands what somebody chose in a poll. @throws TranslationError */
export function translateVote(raw: unknown): PollVoted {
  const parsed = RawVote.safeParse(raw);
  if (!parsed.success) throw TranslationError.of('A vote', parsed.error);
  const { parentMsgKey, pollOptions, ...choice } = parsed.data;
  const poll = readMessageKey(parentMsgKey);
  if (poll === undefined) throw new TranslationError('A vote', ['parentMsgKey']);
  const vote = toVote(choice, pollOptions);
  if (vote === undefined) throw new TranslationError('A vote', ['sender']);
  return { kind: 'vote', messageId: poll.id, chatId: poll.chatId, ...vote };
}

/** One of those that a poll has in history; undefined when it cannot be understood. */
export function readVote(raw: unknown, pollOptions: PollOptions): ReceivedVote | undefined {
  const parsed = RawChoice.safeParse(raw);
  return parsed.success ? toVote(parsed.data, pollOptions) : undefined;
}

function toVote(
  { sender, selectedOptionLocalIds, senderTimestampMs }: z.infer<typeof RawChoice>,
  pollOptions: PollOptions,
): ReceivedVote | undefined {
  const from = readWid(sender);
  if (from === undefined) return undefined;
  // Options are numbered in their order: that is how they are found where the poll does not say their numbers.
  const isNumbered = pollOptions?.every(({ localId }) => typeof localId === 'number') ?? false;
  const placeOf = (localId: number): number =>
    isNumbered ? (pollOptions ?? []).findIndex((option) => option.localId === localId) : localId;
  const options = selectedOptionLocalIds.map(placeOf).filter((place) => place >= 0);
  return { from, options: [...new Set(options)], at: Math.round(senderTimestampMs) };
}
