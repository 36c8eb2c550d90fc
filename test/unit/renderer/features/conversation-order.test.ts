import { describe, expect, it } from 'vitest';
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
    const one = [conversation(1, 100), conversation(2, 100)].reduce(placeConversation, empty);
    const other = [conversation(2, 100), conversation(1, 100)].reduce(placeConversation, empty);
    expect(names(one)).toEqual(names(other));
  });
});
