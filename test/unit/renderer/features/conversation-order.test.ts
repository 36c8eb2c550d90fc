import { describe, expect, it } from 'vitest';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import {
  type ConversationList,
  placeConversation,
} from '../../../../src-renderer/features/inbox/conversation-order.ts';
import { conversation } from '../samples.ts';

function list(hasMore = false): ConversationList {
  const items = [conversation(1, 300), conversation(2, 200), conversation(3, 100)];
  const last = conversation(3, 100);
  return {
    items,
    next: hasMore ? { lastMessageAt: 100, conversationId: last.conversationId } : null,
    more: 'idle',
  };
}

const place = (to: ConversationList, changed: ConversationSummary): ConversationList =>
  placeConversation(to, changed);
const names = ({ items }: ConversationList): string[] => items.map((item) => item.name);

describe('placeConversation', () => {
  it('moves a conversation with a newer message to the top', () => {
    expect(names(placeConversation(list(), conversation(3, 400)))).toEqual([
      'Customer 3',
      'Customer 1',
      'Customer 2',
    ]);
  });

  it('changes a conversation in place when its time stays', () => {
    const changed = placeConversation(list(), conversation(2, 200, { unreadCount: 5 }));
    expect(names(changed)).toEqual(['Customer 1', 'Customer 2', 'Customer 3']);
    expect(changed.items[1]?.unreadCount).toBe(5);
  });

  it('puts a new conversation between its neighbours', () => {
    expect(names(placeConversation(list(), conversation(4, 150)))).toEqual([
      'Customer 1',
      'Customer 2',
      'Customer 4',
      'Customer 3',
    ]);
  });

  it('leaves one that lies on a later page to that page', () => {
    expect(names(placeConversation(list(true), conversation(4, 50)))).not.toContain('Customer 4');
    expect(names(placeConversation(list(false), conversation(4, 50)))).toContain('Customer 4');
  });

  it('keeps the order of two conversations of the same instant, whichever comes first', () => {
    const empty: ConversationList = { items: [], next: null, more: 'idle' };
    const one = [conversation(1, 100), conversation(2, 100)].reduce(place, empty);
    const other = [conversation(2, 100), conversation(1, 100)].reduce(place, empty);
    expect(names(one)).toEqual(['Customer 1', 'Customer 2']);
    expect(names(other)).toEqual(names(one));
  });

  it('takes out what the list no longer shows, and lets in what it shows now', () => {
    const placing = {
      sort: 'newest',
      isWanted: ({ status }: ConversationSummary) => status === 'open',
    } as const;
    const resolved = conversation(2, 200, { status: 'resolved' });
    const without = placeConversation(list(), resolved, placing);
    expect(names(without)).toEqual(['Customer 1', 'Customer 3']);
    expect(placeConversation(without, resolved, placing)).toBe(without);
    expect(names(placeConversation(without, conversation(2, 200), placing))).toEqual([
      'Customer 1',
      'Customer 2',
      'Customer 3',
    ]);
  });

  it('puts whoever has waited longest first, and those whom nobody waits for last', () => {
    const placing = { sort: 'longestWait', isWanted: () => true } as const;
    const empty: ConversationList = { items: [], next: null, more: 'idle' };
    const all = [
      conversation(1, 500),
      conversation(2, 400, { waitingSince: 300 }),
      conversation(3, 300, { waitingSince: 100 }),
      conversation(4, 600),
    ];
    const placed = all.reduce((to, each) => placeConversation(to, each, placing), empty);
    expect(names(placed)).toEqual(['Customer 3', 'Customer 2', 'Customer 4', 'Customer 1']);
    const answered = placeConversation(placed, conversation(3, 700), placing);
    expect(names(answered)).toEqual(['Customer 2', 'Customer 3', 'Customer 4', 'Customer 1']);
  });

  it('lets go of one that moved behind the last page fetched', () => {
    const placing = { sort: 'longestWait', isWanted: () => true } as const;
    const waiting: ConversationList = {
      items: [
        conversation(1, 300, { waitingSince: 10 }),
        conversation(2, 200, { waitingSince: 20 }),
      ],
      next: {
        lastMessageAt: 200,
        conversationId: conversation(2, 0).conversationId,
        waiting: 20_000,
      },
      more: 'idle',
    };
    expect(names(placeConversation(waiting, conversation(1, 300), placing))).toEqual([
      'Customer 2',
    ]);
  });
});
