import { readDialogues } from '../../simulator/control/dialogues.ts';
import { seededRandom } from '../replay/seeded-random.ts';
import type { PlainMessage, PlainTalk } from './plain-talks.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const FIRST = Date.parse('2026-01-05T07:00:00Z');
/** Of a year. */
const DAYS = 330;

/**
 * The recorded dialogues as often as needed, each time with another customer and at another time of the year: people
 * answer within minutes, now and then after hours, from the app or from the phone.
 */
export async function recordedTalks(input: {
  count: number;
  homes: readonly { business: string | null; session: string }[];
  people: readonly string[];
  conversation(index: number): string;
}): Promise<PlainTalk[]> {
  const random = seededRandom(2026);
  const any = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('There is one');
    return item;
  };
  const dialogues = await readDialogues(
    new URL('../../fixtures/order-dialogues-200.jsonl', import.meta.url),
  );
  return Array.from({ length: input.count }, (_, index): PlainTalk => {
    const turns = dialogues[index % dialogues.length]?.turns ?? [];
    let at = FIRST + Math.floor(random() * DAYS) * DAY + Math.floor(random() * 660) * MINUTE;
    const messages = turns.map(({ from }, place): PlainMessage => {
      const pause = random() < 0.04 ? 9 * 60 : random() < 0.2 ? 25 : 2;
      at += Math.ceil((random() * pause * MINUTE) / 1000) * 1000;
      const isFromTeam = from === 'agent';
      return {
        id: `3EB0${String(index).padStart(6, '0')}${String(place).padStart(4, '0')}`,
        at,
        from: isFromTeam ? 'team' : 'customer',
        by: isFromTeam && random() < 0.8 ? any(input.people) : null,
        type: 'text',
        isAutomatic: false,
        isRevoked: false,
      };
    });
    return {
      ...any(input.homes),
      conversation: input.conversation(index),
      // Every fifth one has written before.
      customer: `customer-${index % 5 === 0 ? Math.floor(index / 10) : index}`,
      messages,
      closings: random() < 0.3 ? [at + 5 * MINUTE] : [],
      leads: random() < 0.1 ? [messages[0]?.at ?? at] : [],
    };
  });
}
