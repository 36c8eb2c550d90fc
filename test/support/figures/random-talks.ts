import { seededRandom } from '../replay/seeded-random.ts';
import type { PlainMessage, PlainTalk } from './plain-talks.ts';

const MINUTE = 60_000;
/** Pauses between two messages: none within a second, minutes, hours, and just less, just, and more than a day. */
const pauses = [
  0,
  0,
  1_000,
  40_000,
  3 * MINUTE,
  50 * MINUTE,
  7 * 60 * MINUTE,
  86_399_000,
  86_400_000,
  200_000_000,
];

/**
 * Talks in which everything happens that may: many messages within one second, answers from the phone, automatic ones,
 * reactions, calls, what was taken back, groups, closings in the middle, over the nights in which clocks are changed.
 */
export function randomTalks(input: {
  seed: number;
  count: number;
  homes: readonly { business: string | null; session: string }[];
  people: readonly string[];
  conversation(index: number): string;
}): PlainTalk[] {
  const random = seededRandom(input.seed);
  const any = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('There is one');
    return item;
  };
  const starts = ['2026-03-27T20:00:00Z', '2026-10-24T05:00:00Z', '2026-05-10T21:50:00Z'].map(
    Date.parse,
  );
  return Array.from({ length: input.count }, (_, index) => {
    let at = any(starts);
    const messages = Array.from(
      { length: 1 + Math.floor(random() * 14) },
      (_each, place): PlainMessage => {
        at += any(pauses);
        const isFromTeam = random() < 0.45;
        const isWritten = random() < 0.85;
        return {
          // In another order than they were written.
          id: `3EB0${(0xfff - place).toString(16)}${Math.floor(random() * 1e6)}`,
          at,
          from: isFromTeam ? 'team' : 'customer',
          by: isFromTeam && random() < 0.7 ? any(input.people) : null,
          type: isWritten
            ? any(['text', 'image', 'unknown'])
            : any(['reaction', 'call_log', 'group_event']),
          isAutomatic: isFromTeam && random() < 0.1,
          isRevoked: isWritten && random() < 0.15,
        };
      },
    );
    return {
      ...any(input.homes),
      conversation: input.conversation(index),
      customer: random() < 0.1 ? '' : `customer-${Math.floor(random() * input.count * 0.7)}`,
      messages,
      closings: messages
        .filter(() => random() < 0.08)
        .map((message) => message.at + any([0, 500, 3_600_000])),
      leads: messages.filter(() => random() < 0.05).map((message) => message.at),
    };
  });
}
