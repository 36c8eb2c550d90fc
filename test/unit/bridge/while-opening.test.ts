import { beforeEach, describe, expect, it } from 'vitest';
import type { FirstSight } from '../../../src-main/app/first-sight.ts';
import type { Lifecycle } from '../../../src-main/app/lifecycle.ts';
import type { Handlers } from '../../../src-main/bridge/handlers.ts';
import { whileOpening } from '../../../src-main/bridge/while-opening.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import { conversation, deferred, message } from '../renderer/samples.ts';
import { ManualClock } from '../whatsapp/support/manual-clock.ts';

const { conversationId } = conversation(1, 100);

/** Where the databases are. */
let phase: 'opening' | 'open' | 'failed';
let settled: ReturnType<typeof deferred<undefined>>;
let asked: string[];
let remembersInbox: boolean;
let handlers: Handlers;

function fromDatabase<T>(name: string, value: T): Promise<T> {
  asked.push(name);
  return phase === 'open' ? Promise.resolve(value) : Promise.reject(new AppError('not_ready', 'x'));
}

beforeEach(() => {
  phase = 'opening';
  asked = [];
  remembersInbox = true;
  settled = deferred<undefined>();
  // Of each only what is used here.
  handlers = whileOpening(
    {
      'conversation.list': () =>
        fromDatabase('list', { items: [conversation(2, 200)], next: null }),
      'message.list': () => fromDatabase('thread', { items: [], next: null }),
      'label.list': () => fromDatabase('labels', []),
      'settings.cache': () => Promise.resolve({ redisHost: null }),
      'lead.stages': () => {
        asked.push('stages');
        return Promise.reject(new AppError('bad_input', 'x'));
      },
    } as unknown as Handlers,
    {
      lifecycle: {
        get isOpening() {
          return phase === 'opening';
        },
        settled: () => settled.promise,
      } as unknown as Lifecycle,
      firstSight: {
        page: () =>
          Promise.resolve(remembersInbox ? { items: [conversation(1, 100)], next: null } : null),
        thread: () => Promise.resolve({ items: [message('A', 100)], next: null }),
      } as unknown as FirstSight,
      clock: new ManualClock(),
    },
  );
});

describe('while the databases are being opened', () => {
  it('the inbox and its threads are those that this computer remembers', async () => {
    const list = await handlers['conversation.list']({ limit: 60 });
    expect(list.items.map(({ name }) => name)).toEqual(['Customer 1']);
    const thread = await handlers['message.list']({ conversationId, limit: 50 });
    expect(thread.items).toMatchObject([{ messageId: 'A' }]);
    expect(asked).toEqual([]);
  });

  it('whatever needs the databases waits for them, and is asked once more', async () => {
    const labels = handlers['label.list']({});
    remembersInbox = false;
    const list = handlers['conversation.list']({ limit: 60 });
    const further = handlers['conversation.list']({
      limit: 60,
      after: { lastMessageAt: 1, conversationId },
    });
    phase = 'open';
    settled.resolve(undefined);
    expect(await labels).toEqual([]);
    expect((await list).items.map(({ name }) => name)).toEqual(['Customer 2']);
    expect((await further).items).toHaveLength(1);
  });

  it('what needs none of them is answered, and what is refused is refused at once', async () => {
    expect(await handlers['settings.cache']({})).toEqual({ redisHost: null });
    await expect(handlers['lead.stages']({})).rejects.toMatchObject({ code: 'bad_input' });
    expect(asked).toEqual(['stages']);
  });

  it('what waits is refused when they cannot be opened', async () => {
    const labels = handlers['label.list']({});
    phase = 'failed';
    settled.resolve(undefined);
    await expect(labels).rejects.toMatchObject({ code: 'not_ready' });
  });
});

it('once they are open nothing is remembered', async () => {
  phase = 'open';
  const list = await handlers['conversation.list']({ limit: 60 });
  expect(list.items.map(({ name }) => name)).toEqual(['Customer 2']);
  expect(await handlers['message.list']({ conversationId, limit: 50 })).toEqual({
    items: [],
    next: null,
  });
});
