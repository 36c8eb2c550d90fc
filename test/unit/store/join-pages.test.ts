import { expect, it } from 'vitest';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { joinPages } from '../../../src-main/store/mongo/join-pages.ts';
import { uuid } from '../../support/preview/sample-data.ts';
import { message } from '../renderer/samples.ts';

const shown = ConversationId.parse(uuid(9));
const at = (id: string, timestamp: number): Message => ({ ...message(id, timestamp), sequence: 0 });
const idsOf = (items: readonly Message[]): readonly string[] =>
  items.map(({ messageId }) => messageId);

it('leads on from the nearest messages of either conversation, forwards and backwards', () => {
  const pages = [
    { items: [at('a1', 1), at('a3', 3)], next: null },
    { items: [at('b2', 2), at('b4', 4)], next: null },
  ];
  const forwards = joinPages(pages, shown, { after: { timestamp: 0, sequence: 0 }, limit: 3 });
  expect(idsOf(forwards.items)).toEqual(['a1', 'b2', 'a3']);
  expect(forwards.next).toEqual({ timestamp: 3, sequence: 0 });
  const backwards = joinPages(pages, shown, { limit: 3 });
  expect(idsOf(backwards.items)).toEqual(['b2', 'a3', 'b4']);
  expect(backwards.next).toEqual({ timestamp: 2, sequence: 0 });
  expect(forwards.items.every(({ conversationId }) => conversationId === shown)).toBe(true);
});

it('never ends between two messages of one place, whichever way it goes', () => {
  const pages = [
    { items: [at('a1', 1), at('a2', 2)], next: null },
    { items: [at('b2', 2), at('b3', 3)], next: null },
  ];
  const forwards = joinPages(pages, shown, { after: { timestamp: 0, sequence: 0 }, limit: 2 });
  expect(idsOf(forwards.items)).toEqual(['a1', 'a2', 'b2']);
  const backwards = joinPages(pages, shown, { limit: 2 });
  expect(idsOf(backwards.items)).toEqual(['a2', 'b2', 'b3']);
});

it('says that nothing follows only where nothing does in any of them', () => {
  const pages = [
    { items: [at('a1', 1)], next: null },
    { items: [at('b2', 2)], next: { timestamp: 2, sequence: 0 } },
  ];
  const after = { timestamp: 0, sequence: 0 };
  expect(joinPages(pages, shown, { after, limit: 5 }).next).toEqual({ timestamp: 2, sequence: 0 });
  const last = [pages[0] ?? { items: [], next: null }];
  expect(joinPages(last, shown, { after, limit: 5 }).next).toBeNull();
});
