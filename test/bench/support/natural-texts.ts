import { readDialogues } from '../../simulator/control/dialogues.ts';
import { seededRandom } from '../../support/replay/seeded-random.ts';

/** Every so many messages name an order; each order is named in three messages, close together. */
const ORDER_EVERY = 20;
const NAMED_TIMES = 3;
const FIRST_ORDER = 5_000_000;

/**
 * Texts as people write them: the beginning of one turn of the 200 recorded dialogues and the end of another, so that
 * words are as frequent as in truth, and now and then the number of an order. The words of the dialogues are some
 * hundreds, however many texts there are; what remains rare, as names and numbers do, are the orders.
 */
export async function naturalTexts(seed: number): Promise<(index: number) => string> {
  const dialogues = await readDialogues(
    new URL('../../fixtures/order-dialogues-200.jsonl', import.meta.url),
  );
  const turns = dialogues.flatMap((dialogue) => dialogue.turns.map(({ text }) => text.split(' ')));
  const random = seededRandom(seed);
  const anyTurn = (): string[] => turns[Math.floor(random() * turns.length)] ?? [];
  return (index) => {
    const [one, other] = [anyTurn(), anyTurn()];
    const words = [
      ...one.slice(0, Math.ceil(one.length / 2)),
      ...other.slice(Math.ceil(other.length / 2)),
    ];
    if (index % ORDER_EVERY === 0) words.push(orderNumber(Math.floor(index / ORDER_EVERY)));
    return words.join(' ');
  };
}

/** How many messages of `count` name an order. */
export function ordersIn(count: number): number {
  return Math.ceil(count / ORDER_EVERY);
}

/** The order that the message with this number among those with orders names. */
export function orderNumber(mention: number): string {
  return `#${FIRST_ORDER + Math.floor(mention / NAMED_TIMES)}`;
}
