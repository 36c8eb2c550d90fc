import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import type { JournalEntry } from '../../../src-main/journal/journal-entry.ts';
import { Journal } from '../../../src-main/journal/journal.ts';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { pipeline, workedOff } from '../../support/faults/work-off.ts';
import { newChatId, openDatabases, type OpenDatabases } from '../store/open-databases.ts';

let open: OpenDatabases;
let folder: Awaited<ReturnType<typeof dataFolder>>;

beforeAll(async () => {
  open = await openDatabases();
  folder = await dataFolder();
});

afterAll(async () => {
  await open.close();
  await folder.remove();
});

/** The app starts, works all of this off, and ends. Answers what was published, and whose file is to be fetched. */
async function session(
  device: string,
  entries: readonly JournalEntry[],
): Promise<{ published: unknown[]; fetched: string[] }> {
  const published: unknown[] = [];
  const fetched: string[] = [];
  const database = await DeviceDatabase.open(join(folder.path, device), Buffer.alloc(32, 1));
  const journal = await Journal.open(database, () => {});
  for (const entry of entries) await journal.append(entry);
  const ingest = pipeline(journal, open.stores, {
    publish: (name, payload) => published.push({ name, payload }),
    onWaitingMedia: (_batch, _conversationId, messageId) => fetched.push(messageId),
  });
  ingest.start();
  await workedOff(journal);
  await ingest.stop();
  await database.close();
  return { published, fetched };
}

function scene() {
  const chatId = newChatId();
  const accountId = newChatId();
  const source = {
    sessionId: SessionId.parse(randomUUID()),
    userId: open.userId,
    accountId,
    linkedAt: 0,
  };
  const raw = (id: string, change: object = {}): object => ({
    id: { fromMe: false, remote: chatId, id },
    from: chatId,
    to: accountId,
    type: 'chat',
    body: 'as it was',
    t: 1_760_000_000,
    ack: 1,
    ...change,
  });
  const event = (
    type: 'message' | 'ack' | 'edit' | 'revoke' | 'reaction',
    of: object,
  ): JournalEntry => ({
    kind: 'event',
    ...source,
    type,
    raw: of,
    receivedAt: 1_760_000_100_000,
  });
  const history = (...messages: object[]): JournalEntry => ({
    kind: 'history',
    ...source,
    chatId,
    messages,
    report: {},
  });
  return {
    raw,
    event,
    history,
    async messages(): Promise<Message[]> {
      const [found] = await open.stores.conversations.findOrCreate([
        { ...source, chatId, name: 'Customer', at: 0 },
      ]);
      if (!found) throw new Error('One was asked for');
      const { conversationId } = found.conversation;
      return (await open.stores.messages.page({ conversationId, limit: 20 })).items;
    },
  };
}

it('changes that overtook their messages are applied when those come, after a restart too', async () => {
  const { raw, event, history, messages } = scene();
  const edited = raw('3EB0E', { body: 'as it is', latestEditSenderTimestampMs: 1_760_000_050_000 });
  const older = raw('3EB0E', { body: 'between', latestEditSenderTimestampMs: 1_760_000_040_000 });
  const ours = { id: { fromMe: true, remote: raw('x'), id: '3EB0O' } };
  const key = { ...ours.id, remote: (raw('x') as { from: string }).from };
  await session('one', [
    event('edit', edited),
    event('edit', older),
    event('revoke', raw('3EB0R', { type: 'revoked' })),
    event('reaction', {
      msgKey: { fromMe: true, remote: key.remote, id: '3EB0X' },
      parentMsgKey: { fromMe: false, remote: key.remote, id: '3EB0E' },
      senderUserJid: '34600000001@c.us',
      reactionText: '👍',
      timestamp: 1_760_000_060_000,
    }),
    event('ack', { id: key, ack: 3 }),
  ]);
  expect(await messages()).toEqual([]);

  // Read before any of it happened, and journalled after.
  await session('one', [
    history(raw('3EB0E'), raw('3EB0R'), raw('3EB0O', { id: key, ack: 1, from: key.remote })),
  ]);
  const after = await messages();
  expect(after).toMatchObject([
    {
      content: 'as it is',
      editedAt: 1_760_000_050_000,
      reactions: [{ emoji: '👍', isOurs: true }],
    },
    { type: 'revoked', content: '' },
    { direction: 'outgoing', status: 'read' },
  ]);

  // Told once more, nothing changes.
  await session('one', [event('edit', older), history(raw('3EB0E'), raw('3EB0R'))]);
  expect(await messages()).toEqual(after);
});

it('of a message whose revocation came first nothing is shown, fetched or left', async () => {
  const { raw, event, messages } = scene();
  const media = {
    type: 'document',
    mimetype: 'application/pdf',
    filename: 'Confidential.pdf',
    caption: 'for your eyes',
    size: 8,
  };
  const revoked = raw('3EB0R', { type: 'revoked', body: '' });
  await session('two', [event('revoke', revoked)]);
  const { published, fetched } = await session('two', [
    event('message', raw('3EB0R', media)),
    event('message', raw('3EB0K', { ...media, filename: 'menu.pdf', caption: 'the menu' })),
  ]);
  expect(await messages()).toMatchObject([
    { messageId: '3EB0R', type: 'revoked', content: '', media: null },
    { messageId: '3EB0K', type: 'document', media: { state: 'waiting' } },
  ]);
  expect(fetched).toEqual(['3EB0K']);
  expect(JSON.stringify(published)).toContain('the menu');
  expect(JSON.stringify(published)).not.toMatch(/Confidential|for your eyes/);
  // Nor is there anything that would be fetched at the next connection, or by a person who asks.
  const [first] = await messages();
  if (!first) throw new Error('There is a message');
  const { conversationId, messageId } = first;
  expect(await open.stores.messageMedia.find(conversationId, messageId)).toBeNull();
});
