import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mediaHandlers } from '../../../src-main/bridge/media-handlers.ts';
import { writeHandlers } from '../../../src-main/bridge/write-handlers.ts';
import { serveMedia } from '../../../src-main/media/serve-media.ts';
import { type ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { RunningDesk } from './support/running-desk.ts';

// A browser and two databases: patience for a machine that has other things to do.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const ANA = '34600111222';
const EVA = '34600333444';
const FILE = Buffer.from('%PDF-1.7 a menu of the day');

interface Written {
  theirs: MessageId;
  ours: MessageId;
  oursToRevoke: MessageId;
  file: MessageId;
}

let desk: RunningDesk;
let folder: Awaited<ReturnType<typeof dataFolder>>;
/** The one conversation that is shown, and what was written in each of the two chats. */
let conversationId: ConversationId;
let eva: ConversationId;
const written = new Map<string, Written>();

const handlers = () => ({
  ...writeHandlers(() => desk.workplace),
  ...mediaHandlers(
    () => desk.workplace,
    async (name) => join(folder.path, name),
  ),
});
const pageOf = async () => (await desk.workplace.stores.conversations.page({ limit: 50 })).items;

function writtenUnder(chat: string): Written {
  const found = written.get(chat);
  if (!found) throw new Error('Nothing was written there');
  return found;
}

async function message(messageId: MessageId, fits: (message: Message) => boolean): Promise<void> {
  await desk.until(async () => {
    const found = await desk.workplace.stores.messages.find(conversationId, messageId);
    return found !== null && fits(found);
  });
}

async function write(addressing: 'pn' | 'lid'): Promise<Written> {
  const { phone } = desk.simulator;
  const ana = desk.simulator.customer(ANA, { pushname: 'Ana', hidesNumber: true, addressing });
  const theirs = await ana.says(`to be liked, ${addressing}`);
  const ours = await phone.says(ANA, `to be edited, ${addressing}`);
  const oursToRevoke = await phone.says(ANA, `to be revoked, ${addressing}`);
  const file = await ana.sendsDocument(FILE, { filename: `menu-${addressing}.pdf` });
  const parse = (id: string): MessageId => MessageId.parse(id);
  return {
    theirs: parse(theirs),
    ours: parse(ours),
    oursToRevoke: parse(oursToRevoke),
    file: parse(file),
  };
}

beforeAll(async () => {
  desk = await RunningDesk.create();
  folder = await dataFolder();
  await desk.link();
  written.set('the number', await write('pn'));
  await desk.simulator.customer(EVA).says('Hello');
  await desk.stored(5);
  written.set('the LID', await write('lid'));
  await desk.stored(9);
  await desk.settled();
  expect(await pageOf()).toHaveLength(3);
  await desk.stop();
  // Nothing that the page knows leads from one chat to the other.
  await desk.simulator.customer(ANA, { username: 'ana.cakes' }).meets();
  await desk.startAgain();
  await desk.until(async () => (await pageOf()).length === 2);
  const items = await pageOf();
  const other = items.find(({ phoneNumber }) => phoneNumber === `+${EVA}`);
  const joined = items.find((each) => each !== other);
  if (!joined || !other) throw new Error('Ana has one conversation, and Eva');
  conversationId = joined.conversationId;
  eva = other.conversationId;
  await desk.settled();
});
afterAll(async () => {
  await desk.remove();
  await folder.remove();
});

describe.each(['the number', 'the LID'])(
  'a message under %s of a conversation that is two',
  (chat) => {
    it('gets a reaction', async () => {
      const { theirs: messageId } = writtenUnder(chat);
      await handlers()['message.react']({ conversationId, messageId, emoji: '👍' });
      await message(messageId, ({ reactions }) => reactions[0]?.emoji === '👍');
    });

    it('is edited', async () => {
      const { ours: messageId } = writtenUnder(chat);
      await handlers()['message.edit']({ conversationId, messageId, text: 'as it should be' });
      await message(messageId, ({ content }) => content === 'as it should be');
    });

    it('is revoked', async () => {
      const { oursToRevoke: messageId } = writtenUnder(chat);
      await handlers()['message.revoke']({ conversationId, messageId });
      await message(messageId, ({ type }) => type === 'revoked');
    });

    it('is forwarded', async () => {
      const { file: messageId } = writtenUnder(chat);
      const { stores } = desk.workplace;
      const before = (await stores.messages.page({ conversationId: eva, limit: 50 })).items.length;
      await handlers()['message.forward']({ conversationId, messageId, to: eva });
      await desk.until(async () => {
        const { items } = await stores.messages.page({ conversationId: eva, limit: 50 });
        return items.length > before && items.at(-1)?.type === 'document';
      });
    });

    it('has a file that is shown, in parts as well, and saved', async () => {
      const { file: messageId } = writtenUnder(chat);
      await message(messageId, ({ media }) => media?.state === 'stored');
      const address = { kind: 'file', conversationId, messageId } as const;
      const answer = await serveMedia(desk.workplace.stores, address, 'bytes=5-7');
      expect(answer.status).toBe(206);
      if (!answer.body) throw new Error('There is no body');
      expect((await buffer(Readable.from(answer.body))).toString()).toBe('1.7');
      await handlers()['message.saveMedia']({ conversationId, messageId });
      const name = chat === 'the LID' ? 'menu-lid.pdf' : 'menu-pn.pdf';
      expect(await readFile(join(folder.path, name))).toEqual(FILE);
    });

    it('has a file that is fetched again', async () => {
      const { file: messageId } = writtenUnder(chat);
      await message(messageId, ({ media }) => media?.state === 'stored');
      for (const { name } of await desk.db.listCollections({ name: /^messages_/ }).toArray()) {
        await desk.db.collection(name).updateOne(
          { messageId },
          {
            $set: { 'media.state': 'expired', 'media.attempts': 4, 'media.url': '' },
          },
        );
      }
      const asked = await handlers()['message.retryMedia']({ conversationId, messageId });
      expect(asked).toMatchObject({ conversationId, media: { state: 'waiting' } });
      await message(messageId, ({ media }) => media?.state === 'stored');
    });
  },
);
