import { describe, expect, it } from 'vitest';
import { placeInOrder, type Place } from '../../../src-main/domain/message-order.ts';

const at = (messageId: string, timestamp = 1000): { messageId: string; timestamp: number } => ({
  messageId,
  timestamp,
});

/** The order in which a thread would show the known and the newly placed messages. */
function shown(known: Place[], placed: Place[]): string[] {
  return [...known, ...placed]
    .sort((a, b) => a.timestamp - b.timestamp || a.sequence - b.sequence)
    .map((place) => place.messageId);
}

describe('placeInOrder', () => {
  it('keeps the order of messages of the same second', () => {
    const placed = placeInOrder([at('c'), at('a'), at('b')], []);
    expect(shown([], placed)).toEqual(['c', 'a', 'b']);
  });

  it('counts each second on its own', () => {
    const placed = placeInOrder([at('a', 1000), at('b', 2000), at('c', 2000)], []);
    expect(placed.map((place) => place.sequence)).toEqual([0, 0, 1]);
  });

  it('puts a new message behind everything that its second already holds', () => {
    const known = [
      { messageId: 'a', timestamp: 1000, sequence: 0 },
      { messageId: 'b', timestamp: 1000, sequence: 1 },
    ];
    expect(shown(known, placeInOrder([at('c')], known))).toEqual(['a', 'b', 'c']);
  });

  it('puts missed messages between the known ones, without moving those', () => {
    const known = [
      { messageId: 'a', timestamp: 1000, sequence: 0 },
      { messageId: 'd', timestamp: 1000, sequence: 1 },
    ];
    const placed = placeInOrder([at('a'), at('b'), at('c'), at('d'), at('e')], known);
    expect(placed.map((place) => place.messageId)).toEqual(['b', 'c', 'e']);
    expect(shown(known, placed)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('puts a missed message before the first known one', () => {
    const known = [{ messageId: 'b', timestamp: 1000, sequence: 0 }];
    expect(shown(known, placeInOrder([at('a'), at('b')], known))).toEqual(['a', 'b']);
  });

  it('places nothing that is known, and a message that is given twice once', () => {
    const known = [{ messageId: 'a', timestamp: 1000, sequence: 0 }];
    expect(placeInOrder([at('a')], known)).toEqual([]);
    expect(placeInOrder([at('b'), at('b')], known)).toHaveLength(1);
  });

  it('keeps finding room between two messages', () => {
    let known: Place[] = [
      { messageId: 'first', timestamp: 1000, sequence: 0 },
      { messageId: 'last', timestamp: 1000, sequence: 1 },
    ];
    const order = ['first', 'last'];
    for (let index = 0; index < 40; index++) {
      const id = `m${index}`;
      order.splice(1, 0, id);
      known = [
        ...known,
        ...placeInOrder(
          order.map((each) => at(each)),
          known,
        ),
      ];
    }
    expect(shown(known, [])).toEqual(order);
  });
});
