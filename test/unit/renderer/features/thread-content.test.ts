import { describe, expect, it } from 'vitest';
import {
  appendNewer,
  cursorAfter,
  joinNewest,
  joinSought,
  placeMessage,
  prependOlder,
  removeMessage,
  type ThreadContent,
} from '../../../../src-renderer/features/inbox/thread-content.ts';
import { message, queuedOutbox } from '../samples.ts';

function content(
  messages: ThreadContent['messages'],
  next: ThreadContent['next'] = null,
): ThreadContent {
  return { messages, next, reachesNewest: true, older: 'idle', newer: 'idle' };
}

const ids = ({ messages }: ThreadContent): string[] => messages.map((each) => each.messageId);

describe('placeMessage', () => {
  it('orders by time, and within a second by sequence', () => {
    const placed = [
      message('c', 2000),
      message('b', 1000, { sequence: 2 }),
      message('a', 1000, { sequence: 1 }),
    ].reduce(placeMessage, content([]));
    expect(ids(placed)).toEqual(['a', 'b', 'c']);
  });

  it('keeps what waits in the outbox last, also behind newer messages', () => {
    const waiting = message('mine', 1000, { direction: 'outgoing', outbox: queuedOutbox });
    const placed = placeMessage(content([waiting]), message('news', 5000));
    expect(ids(placed)).toEqual(['news', 'mine']);
  });

  it('moves a message to its place once WhatsApp has accepted it', () => {
    const waiting = message('mine', 1000, {
      direction: 'outgoing',
      outbox: { state: 'sending', attempts: 1 },
    });
    const shown = content([message('a', 500), message('b', 5000), waiting]);
    expect(ids(placeMessage(shown, { ...waiting, outbox: null, timestamp: 3000 }))).toEqual([
      'a',
      'mine',
      'b',
    ]);
  });

  it('replaces a message whose status changed', () => {
    const shown = content([message('a', 1, { status: 'sent' }), message('b', 2)]);
    const changed = placeMessage(shown, message('a', 1, { status: 'read' }));
    expect(ids(changed)).toEqual(['a', 'b']);
    expect(changed.messages[0]?.status).toBe('read');
  });

  it('leaves an older message that is not fetched yet to its page', () => {
    const shown = content([message('b', 2000)], { timestamp: 2000, sequence: 0 });
    expect(ids(placeMessage(shown, message('a', 1000)))).toEqual(['b']);
    expect(ids(placeMessage(content([message('b', 2000)]), message('a', 1000)))).toEqual([
      'a',
      'b',
    ]);
  });

  it('leaves what follows a part of the history that does not reach the newest message', () => {
    const part = { ...content([message('a', 1000), message('c', 3000)]), reachesNewest: false };
    expect(ids(placeMessage(part, message('z', 9000)))).toEqual(['a', 'c']);
    expect(ids(placeMessage(part, message('b', 2000)))).toEqual(['a', 'b', 'c']);
    const changed = placeMessage(part, message('c', 3000, { status: 'read' }));
    expect(changed.messages.at(-1)?.status).toBe('read');
  });
});

describe('joinSought', () => {
  const newest = { items: [message('y', 8), message('z', 9)], next: { timestamp: 8, sequence: 0 } };

  it('stands alone where messages may lie between it and the newest page', () => {
    const far = joinSought({ items: [message('a', 1), message('b', 2)], next: null }, newest);
    expect(ids(far)).toEqual(['a', 'b']);
    expect(far).toMatchObject({ reachesNewest: false, next: null });
  });

  it('is one with the newest page where the two overlap', () => {
    const near = joinSought({ items: [message('x', 7), message('y', 8)], next: null }, newest);
    expect(ids(near)).toEqual(['x', 'y', 'z']);
    expect(near).toMatchObject({ reachesNewest: true, next: null });
  });

  it('is the newest page where that holds all of it', () => {
    const within = joinSought({ items: [message('z', 9)], next: null }, newest);
    expect(ids(within)).toEqual(['y', 'z']);
    expect(within).toMatchObject({ reachesNewest: true, next: newest.next });
  });
});

describe('prependOlder', () => {
  it('puts a page before what is shown, without repeating a message', () => {
    const joined = prependOlder(content([message('b', 2), message('c', 3)]), {
      items: [message('a', 1), message('b', 2)],
      next: null,
    });
    expect(ids(joined)).toEqual(['a', 'b', 'c']);
  });
});

describe('joinNewest', () => {
  const page = { items: [message('c', 3), message('d', 4)], next: { timestamp: 3, sequence: 0 } };

  it('keeps older messages where the page overlaps with them', () => {
    const shown = content([message('a', 1), message('b', 2), message('c', 3)]);
    const joined = joinNewest(shown, page);
    expect(ids(joined)).toEqual(['a', 'b', 'c', 'd']);
    expect(joined.next).toBeNull();
  });

  it('starts afresh where there may be a gap', () => {
    const joined = joinNewest(content([message('a', 1)]), page);
    expect(ids(joined)).toEqual(['c', 'd']);
    expect(joined.next).toEqual(page.next);
  });

  it('forgets a waiting message that is no longer in the outbox', () => {
    const waiting = message('w', 9, { direction: 'outgoing', outbox: queuedOutbox });
    expect(ids(joinNewest(content([message('c', 3), waiting]), page))).toEqual(['c', 'd']);
  });
});

describe('removeMessage', () => {
  it('takes one message out', () => {
    const a = message('a', 1);
    expect(ids(removeMessage(content([a, message('b', 2)]), a.messageId))).toEqual(['b']);
  });
});

describe('reading on from the middle', () => {
  const middle = (): ThreadContent => ({ ...content([message('a', 1000)]), reachesNewest: false });
  const further = { timestamp: 3000, sequence: 0 };

  it('goes on behind the last message, past what is shown, until nothing follows', () => {
    const page = { items: [message('a', 1000), message('b', 2000)], next: further };
    const more = appendNewer(middle(), page);
    expect(ids(more)).toEqual(['a', 'b']);
    expect(more.reachesNewest).toBe(false);
    const all = appendNewer(more, { items: [message('c', 3000)], next: null });
    expect(ids(all)).toEqual(['a', 'b', 'c']);
    expect(all.reachesNewest).toBe(true);
  });

  it('has nowhere to go on once the newest message is shown', () => {
    const last = message('a', 1000);
    expect(cursorAfter(middle())).toEqual({ timestamp: 1000, sequence: last.sequence });
    expect(cursorAfter(content([last]))).toBeNull();
    expect(cursorAfter({ ...content([]), reachesNewest: false })).toBeNull();
  });
});
