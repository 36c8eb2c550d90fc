import { groupBy } from '../common/group-by.ts';

/** Where a message stands in its conversation: by time, and within the same second by `sequence`. */
export interface Place {
  messageId: string;
  /** Milliseconds. */
  timestamp: number;
  sequence: number;
}

/**
 * Gives each message its place. WhatsApp counts whole seconds, and a burst has many messages in one; their order is
 * the order in which they are given here (WhatsApp's own), kept by `sequence`.
 *
 * Messages that are known keep their place, so that nothing stored is ever renumbered. Of `history` that WhatsApp read
 * out, known ones included, one that belongs between two known ones gets the middle of the two. What is `live` follows
 * whatever its second already holds: there a message that is told a second time says nothing about order. `known` needs
 * every stored message of the seconds that `ordered` touches. Returns the places of the messages that are not known,
 * each once, in the order given.
 */
export function placeInOrder(
  ordered: readonly { messageId: string; timestamp: number }[],
  known: readonly Place[],
  source: 'history' | 'live',
): Place[] {
  const knownSequences = new Map(known.map((place) => [place.messageId, place.sequence]));
  const distinct = firstOfEach(ordered);
  const seconds = groupBy(distinct, (message) => message.timestamp);
  const highest = new Map<number, number>();
  for (const place of known) {
    highest.set(
      place.timestamp,
      Math.max(place.sequence, highest.get(place.timestamp) ?? -Infinity),
    );
  }

  const places: Place[] = [];
  for (const [timestamp, messages] of seconds) {
    const last = highest.get(timestamp);
    let previous: number | undefined;
    for (const [index, { messageId }] of messages.entries()) {
      const own = knownSequences.get(messageId);
      if (own !== undefined) {
        if (source === 'history') previous = own;
        continue;
      }
      const next =
        source === 'live'
          ? undefined
          : messages
              .slice(index + 1)
              .map((later) => knownSequences.get(later.messageId))
              .find((sequence) => sequence !== undefined);
      const sequence = between(previous, next, last);
      knownSequences.set(messageId, sequence);
      places.push({ messageId, timestamp, sequence });
      previous = sequence;
    }
  }
  const order = new Map(distinct.map((message, index) => [message.messageId, index]));
  return places.sort((a, b) => (order.get(a.messageId) ?? 0) - (order.get(b.messageId) ?? 0));
}

function firstOfEach<Message extends { messageId: string }>(
  messages: readonly Message[],
): Message[] {
  const seen = new Set<string>();
  return messages.filter(({ messageId }) => !seen.has(messageId) && seen.add(messageId));
}

function between(
  previous: number | undefined,
  next: number | undefined,
  last: number | undefined,
): number {
  if (next !== undefined) return previous === undefined ? next - 1 : (previous + next) / 2;
  // Nothing known follows: after the message before it, and after all that the second holds already.
  return Math.max(previous ?? -1, last ?? -1) + 1;
}
