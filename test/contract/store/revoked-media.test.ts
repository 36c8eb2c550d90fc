import { randomBytes, randomUUID } from 'node:crypto';
import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MediaFetcher } from '../../../src-main/media/media-fetcher.ts';
import { saveMedia } from '../../../src-main/media/save-media.ts';
import { serveMedia } from '../../../src-main/media/serve-media.ts';
import type { WhatsAppClient } from '../../../src-main/whatsapp/whatsapp-client.ts';
import { type ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { type Databases, startStoreDatabases } from '../../support/databases/start-databases.ts';
import { download, FakeAccount } from '../../unit/outbox/fake-account.ts';
import { type MongoStores, openMongoStores } from './open-mongo-stores.ts';

let databases: Databases;
let open: MongoStores;
let conversationId: ConversationId;

beforeAll(async () => {
  databases = await startStoreDatabases();
  open = await openMongoStores(databases);
  conversationId = await open.conversation();
});
afterAll(async () => {
  await open.close();
  await databases.stop();
});

async function* inOnePart(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A message whose file is still to be fetched. */
async function pictured(at = '2026-11-20T10:00:00Z'): Promise<MessageId> {
  const messageId = MessageId.parse(`3EB0${randomUUID().replaceAll('-', '').slice(0, 18)}`);
  const media = {
    mimeType: 'image/jpeg',
    fileSize: 0,
    isGif: false,
    isViewOnce: false,
    thumbnail: Buffer.from('small').toString('base64'),
  };
  const picture = { messageId, type: 'image', whatsappType: 'image', media } as const;
  await open.write(conversationId, [{ ...picture, content: 'the offer', at }]);
  return messageId;
}

/** Gives a message this file; the answer is the file's id. */
async function fill(messageId: MessageId, bytes: Uint8Array): Promise<string> {
  const { fileId, size } = await open.media.put(conversationId, inOnePart(bytes));
  const change = { state: 'stored', fileId, fileSize: size } as const;
  expect(await open.messageMedia.record(conversationId, messageId, change)).toBe('changed');
  return fileId;
}

const revoke = (messageId: MessageId) =>
  open.messages.applyChange(conversationId, { kind: 'revoked', messageId, chatId: '1@c.us' });

/** How much of a file is in the database: its document and its segments. */
async function remains(fileId: string): Promise<number> {
  const { db } = open.context;
  const _id = new ObjectId(fileId);
  return (
    (await db.collection('media.files').countDocuments({ _id })) +
    (await db.collection('media.chunks').countDocuments({ files_id: _id }))
  );
}

/** What a window gets of the file and of the small picture. */
async function shown(messageId: MessageId): Promise<number[]> {
  const place = { conversationId, messageId };
  return Promise.all(
    (['file', 'thumbnail'] as const).map(
      async (kind) => (await serveMedia(open, { kind, ...place }, null)).status,
    ),
  );
}

describe('the file of a message that is revoked', () => {
  it('is gone from the database, and no window can open or save it', async () => {
    const messageId = await pictured();
    const fileId = await fill(messageId, randomBytes(600_000));
    expect(await shown(messageId)).toEqual([200, 200]);
    expect(await revoke(messageId)).toBe('changed');
    expect(await remains(fileId)).toBe(0);
    expect(await shown(messageId)).toEqual([404, 404]);
    expect(await open.media.open(conversationId, fileId)).toBeNull();
    await expect(
      saveMedia(open, { conversationId, messageId }, async () => '/nowhere'),
    ).rejects.toMatchObject({ code: 'not_found' });
    expect(await revoke(messageId)).toBe('unchanged');
  });

  it('stays while another message of the conversation carries it, of whichever month', async () => {
    const bytes = randomBytes(50_000);
    const [first, second] = [await pictured(), await pictured('2026-09-02T10:00:00Z')];
    const fileId = await fill(first, bytes);
    expect(await fill(second, bytes)).toBe(fileId);
    await revoke(first);
    expect(await shown(first)).toEqual([404, 404]);
    expect(await shown(second)).toEqual([200, 200]);
    await revoke(second);
    expect(await remains(fileId)).toBe(0);
  });

  it('is not left behind by the conversation that has the same one', async () => {
    const bytes = randomBytes(50_000);
    const other = await open.conversation();
    const messageId = await pictured();
    const elsewhere = await open.media.put(other, inOnePart(bytes));
    const fileId = await fill(messageId, bytes);
    await revoke(messageId);
    expect(await remains(fileId)).toBe(0);
    expect(await remains(elsewhere.fileId)).toBeGreaterThan(1);
  });

  it('can be stored anew afterwards, for another message', async () => {
    const bytes = randomBytes(50_000);
    const first = await pictured();
    const fileId = await fill(first, bytes);
    await revoke(first);
    const second = await pictured();
    expect(await fill(second, bytes)).not.toBe(fileId);
    expect(await shown(second)).toEqual([200, 200]);
  });

  it('is told to be gone to whoever was about to give it to another message', async () => {
    const bytes = randomBytes(50_000);
    const [first, second] = [await pictured(), await pictured()];
    const fileId = await fill(first, bytes);
    // The same bytes have been found to be stored; before the second message says so, the first is revoked.
    const same = await open.media.put(conversationId, inOnePart(bytes));
    expect(same).toMatchObject({ fileId, outcome: 'alreadyKnown' });
    await revoke(first);
    const change = { state: 'stored', fileId, fileSize: same.size } as const;
    expect(await open.messageMedia.record(conversationId, second, change)).toBe('fileGone');
    expect(await shown(second)).toEqual([404, 200]);
  });

  it.each(Array.from({ length: 10 }, (_, round) => round))(
    'is either carried or gone when both happen at once (%i)',
    async () => {
      const bytes = randomBytes(5_000);
      const [first, second] = [await pictured(), await pictured()];
      const fileId = await fill(first, bytes);
      const change = { state: 'stored', fileId, fileSize: bytes.length } as const;
      const [, outcome] = await Promise.all([
        revoke(first),
        open.messageMedia.record(conversationId, second, change),
      ]);
      if (outcome === 'changed') expect(await shown(second)).toEqual([200, 200]);
      else expect(await remains(fileId)).toBe(0);
    },
  );
});

describe('a file that no message carries', () => {
  const later = () => Date.now() + 60_000;
  beforeEach(() => open.media.removeUncarried(later()));

  it('is taken away when the app was killed before the message had it, and the message was revoked', async () => {
    const messageId = await pictured();
    const { fileId } = await open.media.put(conversationId, inOnePart(randomBytes(300_000)));
    // Here the app is killed.
    await revoke(messageId);
    expect(await open.media.removeUncarried(Date.now() - 60_000)).toBe(0);
    expect(await remains(fileId)).toBeGreaterThan(1);
    expect(await open.media.removeUncarried(later())).toBe(1);
    expect(await remains(fileId)).toBe(0);
  });

  it('is taken away when the app was killed after the message had refused it', async () => {
    const messageId = await pictured();
    const { fileId, size } = await open.media.put(conversationId, inOnePart(randomBytes(300_000)));
    await revoke(messageId);
    const change = { state: 'stored', fileId, fileSize: size } as const;
    expect(await open.messageMedia.record(conversationId, messageId, change)).toBe('unchanged');
    expect(await open.media.removeUncarried(later())).toBe(1);
    expect(await remains(fileId)).toBe(0);
  });

  it('is any number of files, and none that is carried, also by a message that came to have it twice', async () => {
    const carried = await pictured();
    const bytes = randomBytes(5_000);
    await fill(carried, bytes);
    const again = await open.media.put(conversationId, inOnePart(bytes));
    const change = { state: 'stored', fileId: again.fileId, fileSize: again.size } as const;
    expect(await open.messageMedia.record(conversationId, carried, change)).toBe('unchanged');
    for (let index = 0; index < 130; index++) {
      await open.media.put(conversationId, inOnePart(Buffer.from(`nobody’s ${index}`)));
    }
    const removed = await open.media.removeUncarried(later());
    // Two that began in the same millisecond, at the end of a batch: the second comes next time.
    expect(removed + (await open.media.removeUncarried(later()))).toBe(130);
    expect(await shown(carried)).toEqual([200, 200]);
  });

  it('cannot be given to a message any more', async () => {
    const messageId = await pictured();
    const { fileId, size } = await open.media.put(conversationId, inOnePart(randomBytes(5_000)));
    await open.media.removeUncarried(later());
    const change = { state: 'stored', fileId, fileSize: size } as const;
    expect(await open.messageMedia.record(conversationId, messageId, change)).toBe('fileGone');
  });
});

describe('a revocation while the file is being fetched', () => {
  it('leaves nothing of it', async () => {
    const messageId = await pictured();
    const account = new FakeAccount();
    const bytes = randomBytes(400_000);
    account.onDownload = async () => {
      await revoke(messageId);
      return download(bytes);
    };
    const { db } = open.context;
    const count = () =>
      Promise.all(
        ['media.files', 'media.chunks'].map((name) => db.collection(name).countDocuments()),
      );
    const before = await count();
    const sessionId = (await open.conversations.find(conversationId))?.sessionId;
    if (!sessionId) throw new Error('It was just made');
    const shownAgain: string[] = [];
    const fetcher = new MediaFetcher({
      stores: open,
      clientOf: (): WhatsAppClient => account,
      publish: (name) => shownAgain.push(name),
      limitMb: () => 64,
      withOutbox: (message) => message,
      clock: systemClock,
      random: () => 0.5,
      log: recordedLog(),
    });
    fetcher.add(sessionId, { conversationId, messageId });
    await expect
      .poll(async () => (await open.messages.find(conversationId, messageId))?.type)
      .toBe('revoked');
    await fetcher.stop();
    expect(await count()).toEqual(before);
    expect(await shown(messageId)).toEqual([404, 404]);
    expect(shownAgain).toEqual([]);
  });
});
