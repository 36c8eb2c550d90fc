import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mongoStores } from '../../../src-main/store/mongo/mongo-stores.ts';
import { mongoConversationArchive } from '../../../src-main/store/mongo/mongo-conversation-archive.ts';
import type { MongoContext } from '../../../src-main/store/mongo/mongo-context.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { MessageCursor } from '../../../src-preload/contract/message.ts';
import { type Databases, startStoreDatabases } from '../../support/databases/start-databases.ts';
import { walk } from './open-databases.ts';
import { type MongoStores, openMongoStores } from './open-mongo-stores.ts';

let databases: Databases;

beforeAll(async () => {
  databases = await startStoreDatabases();
});

afterAll(() => databases.stop());

/** A database in which three conversations are idle and one is not. */
async function withIdleConversations(
  work: (open: MongoStores, idle: ConversationId[], busy: ConversationId) => Promise<void>,
): Promise<void> {
  const open = await openMongoStores(databases);
  try {
    const idle: ConversationId[] = [];
    for (let index = 0; index < 3; index++) {
      const id = await open.conversation();
      await open.write(
        id,
        Array.from({ length: 12 }, (_, turn) => ({
          content: `c${index} m${turn}`,
          fromMe: turn % 2 === 1,
          at: new Date(Date.UTC(2025, Math.floor(turn / 4), 1 + index, turn)).toISOString(),
        })),
      );
      idle.push(id);
    }
    const busy = await open.conversation();
    await open.write(busy, [
      { content: 'long ago', at: '2025-01-01' },
      { content: 'just now', at: '2026-06-01' },
    ]);
    await work(open, idle, busy);
  } finally {
    await open.close();
  }
}

const idleSince = Date.parse('2025-12-01');

async function read(open: MongoStores, conversationId: ConversationId): Promise<string[]> {
  const pages = await walk((before: MessageCursor | undefined) =>
    open.messages.page({ conversationId, before, limit: 5 }),
  );
  return pages.reverse().flatMap((page) => page.map((each) => each.content));
}

async function expectAllThere(open: MongoStores, idle: readonly ConversationId[]): Promise<void> {
  for (const [index, id] of idle.entries()) {
    expect(await read(open, id)).toEqual(
      Array.from({ length: 12 }, (_, turn) => `c${index} m${turn}`),
    );
    expect((await open.conversations.summary(id))?.messageCount).toBe(12);
  }
  const stored = await Promise.all(
    (await open.context.partitions.all()).map((partition) =>
      open.context.partitions.collection(partition).countDocuments(),
    ),
  );
  expect(stored.reduce((sum, count) => sum + count, 0)).toBe(12 * idle.length + 2);
}

const partitionsOf = async (open: MongoStores, conversationId: ConversationId): Promise<string[]> =>
  (await open.context.conversations.findOne({ conversationId }))?.partitions ?? [];

/** The same context, whose work with the database ends with an error after `steps` calls: as if it were killed there. */
function dyingContext(context: MongoContext, steps: number): MongoContext {
  let left = steps;
  const step = (): void => {
    if (left-- <= 0) throw new Error('killed');
  };
  const dying = <T extends object>(target: T, names: readonly string[]): T =>
    new Proxy(target, {
      get(object, name) {
        const value: unknown = Reflect.get(object, name);
        if (typeof value !== 'function') return value;
        const method = value as (...args: unknown[]) => unknown;
        if (!names.includes(String(name))) return method.bind(object);
        return (...args: unknown[]) => {
          step();
          return method.apply(object, args);
        };
      },
    });
  const calls = ['find', 'findOne', 'updateOne', 'insertMany', 'deleteMany'];
  const { partitions } = context;
  return {
    ...context,
    conversations: dying(context.conversations, calls),
    partitions: new Proxy(partitions, {
      get(object, name) {
        if (name === 'collection') {
          return (partition: string) => dying(object.collection(partition), calls);
        }
        const value: unknown = Reflect.get(object, name);
        return typeof value === 'function' ? (value.bind(object) as unknown) : value;
      },
    }),
  };
}

/** The same context, in which `archive` runs once, when it is armed, right before a message is read. */
function archivingBeforeRead(context: MongoContext, archive: () => Promise<unknown>) {
  let state: 'idle' | 'armed' | 'done' = 'idle';
  const { partitions } = context;
  const hooked = (partition: string): unknown => {
    const collection = partitions.collection(partition);
    return new Proxy(collection, {
      get(object, name) {
        const value: unknown = Reflect.get(object, name);
        if (typeof value !== 'function') return value;
        const method = value as (...args: unknown[]) => unknown;
        if (name !== 'findOne') return method.bind(object);
        return async (...args: unknown[]) => {
          if (state === 'armed') {
            state = 'done';
            await archive();
          }
          return method.apply(object, args);
        };
      },
    });
  };
  return {
    context: {
      ...context,
      partitions: new Proxy(partitions, {
        get(object, name) {
          if (name === 'collection') return hooked;
          const value: unknown = Reflect.get(object, name);
          return typeof value === 'function' ? (value.bind(object) as unknown) : value;
        },
      }),
    },
    arm: () => void (state = 'armed'),
    done: () => state === 'done',
  };
}

describe('the archive', () => {
  it('takes what nobody has written in, and it is read as before', async () => {
    await withIdleConversations(async (open, idle, busy) => {
      expect(await open.archive.archiveIdle(idleSince)).toBe(3);
      for (const id of idle) expect(await partitionsOf(open, id)).toEqual(['archive']);
      expect(await partitionsOf(open, busy)).toEqual(['2025_01', '2026_06']);
      await expectAllThere(open, idle);
      expect(await read(open, busy)).toEqual(['long ago', 'just now']);
      expect(await open.archive.archiveIdle(idleSince)).toBe(0);
    });
  });

  it('gives a conversation back when somebody writes in it again, and takes it again later', async () => {
    await withIdleConversations(async (open, [id]) => {
      if (!id) throw new Error('Three were made');
      await open.archive.archiveIdle(idleSince);
      await open.write(id, [{ content: 'hello again', at: '2026-06-02' }]);
      const document = await open.context.conversations.findOne({ conversationId: id });
      expect(document).not.toHaveProperty('archivedAt');
      expect(document?.messageCount).toBe(13);
      expect((await read(open, id)).slice(-2)).toEqual(['c0 m11', 'hello again']);
      // What is known is known, also in the archive.
      const [known] = await open.messages
        .page({ conversationId: id, limit: 13 })
        .then((p) => p.items);
      const again = { messageId: known?.messageId, content: 'c0 m0', at: '2025-01-01T00:00:00Z' };
      await open.write(id, [again as never]);
      expect((await open.conversations.summary(id))?.messageCount).toBe(13);
      expect(await open.archive.archiveIdle(Date.parse('2027-01-01'))).toBe(2);
      expect(await partitionsOf(open, id)).toEqual(['archive']);
      expect(await read(open, id)).toHaveLength(13);
    });
  });

  it('loses and doubles nothing, wherever it is killed, and finishes the next time', async () => {
    await withIdleConversations(async (open, idle) => {
      let deaths = 0;
      for (let steps = 1; ; steps += 2) {
        const archive = mongoConversationArchive(dyingContext(open.context, steps));
        const ended = await archive.archiveIdle(idleSince).then(
          () => true,
          () => false,
        );
        await expectAllThere(open, idle);
        if (ended) break;
        deaths++;
      }
      expect(deaths).toBeGreaterThan(5);
      for (const id of idle) expect(await partitionsOf(open, id)).toEqual(['archive']);
    });
  });

  it('keeps an ack whose message is taken away between its being found and being read', async () => {
    await withIdleConversations(async (open, [id]) => {
      if (!id) throw new Error('Three were made');
      const archiving = archivingBeforeRead(open.context, () =>
        open.archive.archiveIdle(idleSince),
      );
      const { messages } = mongoStores(archiving.context);
      const page = await messages.page({ conversationId: id, limit: 12 });
      const ours = page.items.find(({ direction }) => direction === 'outgoing');
      if (!ours) throw new Error('Six were written');
      archiving.arm();
      expect(await messages.recordStatus(id, ours.messageId, 'read', 1)).toBe('advanced');
      expect(archiving.done()).toBe(true);
      expect(await partitionsOf(open, id)).toEqual(['archive']);
      expect(await open.messages.find(id, ours.messageId)).toMatchObject({ status: 'read' });
    });
  });

  it('is done once by two desktops at the same time, while messages and acks arrive', async () => {
    await withIdleConversations(async (open, idle) => {
      const [first] = idle;
      if (!first) throw new Error('Three were made');
      const ours = (await open.messages.page({ conversationId: first, limit: 12 })).items.filter(
        ({ direction }) => direction === 'outgoing',
      );
      const late = Array.from({ length: 10 }, (_, index) => ({
        content: `late ${index}`,
        at: `2025-02-01T0${index}:30:00Z`,
      }));
      await Promise.all([
        open.archive.archiveIdle(idleSince),
        mongoConversationArchive(open.context).archiveIdle(idleSince),
        ...ours.map(({ messageId }) => open.messages.recordStatus(first, messageId, 'read', 1)),
        ...late.map((message) => open.write(first, [message])),
      ]);
      await open.archive.archiveIdle(idleSince);
      const contents = await read(open, first);
      expect(contents).toHaveLength(22);
      expect(new Set(contents).size).toBe(22);
      const statuses = await open.messages.findMany(
        first,
        ours.map(({ messageId }) => messageId),
      );
      expect(statuses.map(({ status }) => status)).toEqual(ours.map(() => 'read'));
      expect(await open.conversations.summary(first)).toMatchObject({ messageCount: 22 });
    });
  });
});
