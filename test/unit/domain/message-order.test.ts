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
    const placed = placeInOrder([at('c'), at('a'), at('b')], [], 'live');
    expect(shown([], placed)).toEqual(['c', 'a', 'b']);
  });

  it('counts each second on its own', () => {
    const placed = placeInOrder([at('a', 1000), at('b', 2000), at('c', 2000)], [], 'live');
    expect(placed.map((place) => place.sequence)).toEqual([0, 0, 1]);
  });

  it('puts a new message behind everything that its second already holds', () => {
    const known = [
      { messageId: 'a', timestamp: 1000, sequence: 0 },
      { messageId: 'b', timestamp: 1000, sequence: 1 },
    ];
    expect(shown(known, placeInOrder([at('c')], known, 'live'))).toEqual(['a', 'b', 'c']);
  });

  it('puts missed messages between the known ones, without moving those', () => {
    const known = [
      { messageId: 'a', timestamp: 1000, sequence: 0 },
      { messageId: 'd', timestamp: 1000, sequence: 1 },
    ];
    const placed = placeInOrder([at('a'), at('b'), at('c'), at('d'), at('e')], known, 'history');
    expect(placed.map((place) => place.messageId)).toEqual(['b', 'c', 'e']);
    expect(shown(known, placed)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('puts a missed message before the first known one', () => {
    const known = [{ messageId: 'b', timestamp: 1000, sequence: 0 }];
    expect(shown(known, placeInOrder([at('a'), at('b')], known, 'history'))).toEqual(['a', 'b']);
  });

  it('places nothing that is known, and a message that is given twice once', () => {
    const known = [{ messageId: 'a', timestamp: 1000, sequence: 0 }];
    expect(placeInOrder([at('a')], known, 'history')).toEqual([]);
    expect(placeInOrder([at('b'), at('b')], known, 'live')).toHaveLength(1);
  });

  it('lets what is live follow what its second holds, also when a known message is told again after it', () => {
    const known = [{ messageId: 'ours', timestamp: 1000, sequence: 0 }];
    const placed = placeInOrder([at('theirs'), at('ours'), at('more')], known, 'live');
    expect(shown(known, placed)).toEqual(['ours', 'theirs', 'more']);
  });

  it('gives no two messages of a second the same place when one of them is told twice', () => {
    for (const source of ['live', 'history'] as const) {
      const placed = placeInOrder([at('ours'), at('theirs'), at('ours'), at('last')], [], source);
      expect(placed.map(({ messageId }) => messageId)).toEqual(['ours', 'theirs', 'last']);
      expect(new Set(placed.map(({ sequence }) => sequence)).size).toBe(3);
    }
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
          'history',
        ),
      ];
    }
    expect(shown(known, [])).toEqual(order);
  });
});
