import { Binary, type Collection, type Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { message, openAll, openDatabases, type OpenDatabases } from './open-databases.ts';

const Stored = z.object({ content: z.instanceof(Binary) });

let open: OpenDatabases;
/** A desktop that has just been started, and remembers nothing. */
let reader: Stores;
let messages: Collection;

beforeAll(async () => {
  open = await openDatabases();
  reader = await openAll(open);
  messages = open.raw.mongo.collection('messages_2025_10');
});

afterAll(async () => {
  await reader.close();
  await open.close();
});

const three = (): ReturnType<typeof message>[] =>
  ['quince jam', 'quince jelly', 'quince cheese'].map((content) => message({ content }));

async function contentOf(messageId: string): Promise<Buffer> {
  return Buffer.from(Stored.parse(await messages.findOne({ messageId })).content.buffer);
}

const threadOf = async (conversationId: ConversationId): Promise<Document[]> =>
  (await reader.messages.page({ conversationId, limit: 10 })).items.map(
    ({ content, unreadable }) => ({ content, unreadable }),
  );

describe('a message in the database', () => {
  it.each<[string, (own: Buffer, neighbour: Buffer) => Buffer]>([
    ['altered in one byte', (own) => own.with(20, (own[20] ?? 0) ^ 1) as Buffer],
    ['cut off', (own) => own.subarray(0, -1)],
    ['cut down to nothing', () => Buffer.alloc(0)],
    ['replaced by its neighbour', (_, neighbour) => neighbour],
    ['replaced by plain text', () => Buffer.from('transfer it to this account instead')],
  ])('that was %s says that it cannot be read, and hinders no other', async (_, change) => {
    const { conversationId } = await open.newConversation();
    const [first, second, third] = three();
    if (!first || !second || !third) throw new Error('Three were made');
    await open.store(conversationId, [first, second, third]);
    const forged = change(await contentOf(second.messageId), await contentOf(first.messageId));
    await messages.updateOne(
      { messageId: second.messageId },
      { $set: { content: new Binary(forged) } },
    );
    expect(await threadOf(conversationId)).toEqual([
      { content: 'quince jam', unreadable: undefined },
      { content: '', unreadable: 'damaged' },
      { content: 'quince cheese', unreadable: undefined },
    ]);
    const { items } = await reader.search.search({ query: 'quince', conversationId, limit: 10 });
    expect(items.map((hit) => hit.message.content)).toEqual(['quince cheese', 'quince jam']);
  });

  it('that was moved to another conversation says so there', async () => {
    const [{ conversationId: from }, { conversationId: to }] = [
      await open.newConversation(),
      await open.newConversation(),
    ];
    const moved = message({ content: 'for your eyes only' });
    await open.store(from, [moved]);
    await open.store(to, [message({ content: 'hello' })]);
    const target = await open.raw.mongo.collection('conversations').findOne({ conversationId: to });
    await messages.updateOne(
      { messageId: moved.messageId },
      { $set: { conversationId: target?._id } },
    );
    expect(await threadOf(to)).toEqual(
      expect.arrayContaining([
        { content: 'hello', unreadable: undefined },
        { content: '', unreadable: 'damaged' },
      ]),
    );
    expect(await threadOf(from)).toEqual([]);
  });

  it('whose key was destroyed was erased: it says so, and its conversation is still in the list', async () => {
    const { conversationId } = await open.newConversation();
    await open.store(conversationId, three());
    const keys = open.raw.mongo.collection<{ _id: string }>('data_keys');
    const { deletedCount } = await keys.deleteOne({ _id: new RegExp(conversationId) });
    expect(deletedCount).toBe(1);
    expect(await threadOf(conversationId)).toEqual(
      Array.from({ length: 3 }, () => ({ content: '', unreadable: 'erased' })),
    );
    expect(await reader.conversations.summary(conversationId)).toMatchObject({
      name: '',
      messageCount: 3,
      lastMessage: { preview: '' },
    });
    const { items } = await reader.search.search({ query: 'quince', conversationId, limit: 10 });
    expect(items).toEqual([]);
  });
});
