import { advancesStatus } from '../domain/message-status.ts';
import type { ReceivedMessage, ReceivedReaction, ReceivedVote } from '../domain/whatsapp-event.ts';
import type { KnownMessage } from '../store/message-store.ts';

/**
 * A reaction younger than this may stand in the store and not in WhatsApp's table yet: it is told before it is written
 * there. Milliseconds.
 */
const SETTLED_AFTER_MS = 60_000;

/** Whether WhatsApp says something of a message that is not stored yet. */
export function isAhead(message: ReceivedMessage, stored: KnownMessage): boolean {
  const { reactions = [], votes = [] } = message;
  if (message.fromMe && advancesStatus(stored.status, message.status)) return true;
  // Nothing is added to what was revoked, whatever a page that has not heard of it says.
  if (stored.type === 'revoked') return false;
  return (
    message.type !== stored.type ||
    (message.editedAt ?? 0) > (stored.editedAt ?? 0) ||
    reactions.some((each) => isNews(each, stored.reactions, isSameReaction)) ||
    votes.some((each) => isNews(each, stored.votes, isSameVote))
  );
}

/** Reactions that are stored and that WhatsApp no longer has. */
export function takenBack(
  message: ReceivedMessage,
  stored: KnownMessage,
  now: number,
): ReceivedReaction[] {
  if (message.hasAllReactions !== true || stored.type === 'revoked') return [];
  const told = message.reactions ?? [];
  return (stored.reactions ?? []).filter(
    (each) =>
      each.emoji !== '' &&
      each.at < now - SETTLED_AFTER_MS &&
      // The same person is told under another id at times.
      !told.some((other) => other.from === each.from || isSameReaction(other, each)),
  );
}

interface Said {
  from: string;
  at: number;
}

function isNews<One extends Said>(
  told: One,
  stored: readonly One[] = [],
  isSame: (a: One, b: One) => boolean,
): boolean {
  return !stored.some(
    (each) => isSame(told, each) || (each.from === told.from && each.at > told.at),
  );
}

/** Not by the person, who is told by the number at one time and by the LID at another. */
function isSameReaction(a: ReceivedReaction, b: ReceivedReaction): boolean {
  return a.at === b.at && a.emoji === b.emoji;
}

function isSameVote(a: ReceivedVote, b: ReceivedVote): boolean {
  return a.at === b.at && a.options.join() === b.options.join();
}
