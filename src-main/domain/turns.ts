import type { MessageType } from '../../src-preload/contract/message-content.ts';

/**
 * Whose turn it is in a conversation: the places of its newest incoming and outgoing message, and of the oldest
 * incoming one that nobody has answered. A place is one number, so that a database can compare it: the milliseconds
 * of WhatsApp's time a thousandfold, and within a second the sequence (`message-order.ts`).
 */
export interface Turns {
  /** 0 where there is none. */
  incoming: number;
  /** 0 where there is none. */
  outgoing: number;
  /** `NOBODY_WAITS` where there is none: it sorts after all that wait. */
  waiting: number;
}

export const NOBODY_WAITS = Number.MAX_SAFE_INTEGER;
export const NO_TURNS: Readonly<Turns> = { incoming: 0, outgoing: 0, waiting: NOBODY_WAITS };

/** How many places a millisecond has. */
export const PLACES = 1_000;
/** Sequences count from 0; what history puts before them goes below. More of one second than this share a place. */
const MOST = 499;

/** What is no turn of anybody's: it neither opens a wait nor closes one. */
export const noTurns = [
  'reaction',
  'call_log',
  'group_event',
  'revoked',
] as const satisfies readonly MessageType[];

export function isTurn(type: MessageType): boolean {
  return !(noTurns as readonly MessageType[]).includes(type);
}

/** @param timestamp milliseconds */
export function placeOf(timestamp: number, sequence: number): number {
  return timestamp * PLACES + Math.max(-MOST, Math.min(MOST, sequence));
}

/** Before all places of the second in which this moment (milliseconds) lies: WhatsApp counts whole seconds. */
export function firstPlaceAt(moment: number): number {
  return placeOf(Math.floor(moment / 1000) * 1000, -MOST);
}

/** Milliseconds, or null where nobody waits. */
export function waitingSinceOf({ waiting }: Pick<Turns, 'waiting'>): number | null {
  return waiting === NOBODY_WAITS ? null : Math.round(waiting / PLACES);
}

/** What counts of one message: nothing in a group, where nobody in particular is asked. */
export interface TurnMessage {
  direction: 'incoming' | 'outgoing';
  type: MessageType;
  timestamp: Date;
  sequence: number;
}

/** The turns of messages alone, in whatever order they are given. */
export function turnsOf(messages: readonly TurnMessage[]): Turns & { unanswered: number[] } {
  const places = (direction: TurnMessage['direction']): number[] =>
    messages.flatMap((each) =>
      each.direction === direction && isTurn(each.type)
        ? [placeOf(each.timestamp.getTime(), each.sequence)]
        : [],
    );
  const incoming = places('incoming').sort((a, b) => a - b);
  const outgoing = Math.max(0, ...places('outgoing'));
  const unanswered = incoming.filter((place) => place > outgoing);
  return {
    incoming: incoming.at(-1) ?? 0,
    outgoing,
    waiting: unanswered[0] ?? NOBODY_WAITS,
    unanswered,
  };
}

/**
 * Of conversations that are shown as one. Exact where each was answered in its own; an answer in one counts for what
 * was asked in the other before it.
 */
export function joinTurns(all: readonly Turns[]): Turns {
  const outgoing = Math.max(0, ...all.map((each) => each.outgoing));
  const waiting = all.map((each) => {
    if (each.waiting > outgoing) return each.waiting;
    return each.incoming > outgoing ? each.incoming : NOBODY_WAITS;
  });
  return {
    incoming: Math.max(0, ...all.map((each) => each.incoming)),
    outgoing,
    waiting: Math.min(NOBODY_WAITS, ...waiting),
  };
}
