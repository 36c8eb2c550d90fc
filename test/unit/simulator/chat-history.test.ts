import { describe, expect, it } from 'vitest';
import { ChatHistory, type StoredMessage } from '../../simulator/world/chat-history.ts';

let order = 0;
function message(t: number): StoredMessage {
  order += 1;
  const key = { fromMe: false, remote: 'a@c.us', id: `m${order}` };
  return { order, wire: { key, from: 'a@c.us', to: 'b@c.us', type: 'chat', t, ack: 1 } };
}

const ids = (messages: readonly StoredMessage[]) => messages.map(({ wire }) => wire.key.id);

describe('ChatHistory', () => {
  it('orders by time and, within a second, by arrival', () => {
    const history = new ChatHistory();
    const [a, b, c, d] = [message(10), message(20), message(10), message(20)];
    for (const each of [b, a, d, c]) history.add(each);
    expect(history.all()).toEqual([a, c, b, d]);
  });

  it('pages backwards without gap or overlap, through ties too', () => {
    const history = new ChatHistory();
    const all = Array.from({ length: 47 }, (_, index) => message(100 + Math.floor(index / 30)));
    for (const each of all) history.add(each);
    let pages = ids(history.newest(1));
    for (;;) {
      const oldest = all.find(({ wire }) => wire.key.id === pages[0]);
      const batch = oldest === undefined ? [] : history.before(oldest, 20);
      if (batch.length === 0) break;
      pages = [...ids(batch), ...pages];
    }
    expect(pages).toEqual(ids(all));
  });

  it('keeps its place when a late message is put in front of it', () => {
    const history = new ChatHistory();
    const [old, middle, recent] = [message(10), message(20), message(30)];
    for (const each of [old, middle, recent]) history.add(each);
    const late = message(15);
    history.add(late);
    expect(history.before(middle, 20)).toEqual([old, late]);
    expect(history.before(late, 20)).toEqual([old]);
  });

  it('has no newest of an empty chat', () => {
    expect(new ChatHistory().newest(5)).toEqual([]);
  });
});
