import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReceivedMessage } from '../../../src-main/domain/whatsapp-event.ts';
import type { WhatsAppWebClient } from '../../../src-main/whatsapp/whatsapp-web-client.ts';
import type { MediaDownload, MediaRequest } from '../../../src-main/whatsapp/whatsapp-client.ts';
import { pixelPng } from '../../simulator/server/pixel-png.ts';
import type { RecordedClient } from './support/recorded-client.ts';
import { TestDesk } from './support/test-desk.ts';

const MIB = 1024 * 1024;
/** A JPEG's first bytes, as WhatsApp sends small pictures along. */
const THUMBNAIL = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]).toString('base64');

let desk: TestDesk;
let recorded: RecordedClient<WhatsAppWebClient>;
beforeAll(async () => {
  desk = await TestDesk.create({ quirks: { minifiedIds: true, minifiedWid: true } });
  await desk.simulator.customer('34600111222', { name: 'Ana', pushname: 'Ana' }).meets();
  recorded = await desk.ready();
});
afterAll(() => desk.remove());

async function arrival(id: string): Promise<ReceivedMessage> {
  return recorded.until(`the message ${id}`, () =>
    recorded.messages.find(({ messageId }) => messageId === id),
  );
}

function requestFor(message: ReceivedMessage, limit = 64 * MIB): MediaRequest {
  const { chatId, messageId, fromMe, author = null } = message;
  return { chatId, messageId, fromMe, author, limit };
}

async function bytesOf(download: MediaDownload): Promise<Buffer> {
  if (download.state !== 'ready') throw new Error(`It is ${download.state}`);
  return buffer(download.bytes);
}

const kinds = [
  { kind: 'image', type: 'image', mimetype: 'image/jpeg', width: 640, height: 480 },
  { kind: 'video', type: 'video', mimetype: 'video/mp4', duration: 12 },
  { kind: 'audio', type: 'audio', mimetype: 'audio/mpeg', duration: 200 },
  { kind: 'ptt', type: 'voice_note', mimetype: 'audio/ogg; codecs=opus', duration: 7 },
  { kind: 'document', type: 'document', mimetype: 'application/pdf', filename: 'Offer.pdf' },
  { kind: 'sticker', type: 'sticker', mimetype: 'image/webp' },
] as const;

describe.each(kinds)('a file of the kind $kind', ({ type, ...file }) => {
  it.each(['a customer', 'a customer in a group', 'the owner’s phone'])(
    'comes from %s, described and whole',
    async (from) => {
      const data = randomBytes(300_000);
      const ana = desk.simulator.customer('34600111222');
      const group = '120363000000000001@g.us';
      if (from === 'a customer in a group') await desk.simulator.group(group, 'Friends', [ana]);
      const details = { ...file, thumbnail: THUMBNAIL };
      const id =
        from === 'a customer'
          ? await ana.sendsFile(data, details)
          : from === 'the owner’s phone'
            ? await desk.simulator.phone.sends('34600111222@c.us', { data, ...details })
            : await ana.sendsFile(data, { ...details, group });
      const message = await arrival(id);
      expect(message.type).toBe(type);
      expect(message.media).toEqual({
        mimeType: file.mimetype,
        fileSize: data.length,
        isGif: false,
        isViewOnce: false,
        thumbnail: THUMBNAIL,
        ...('width' in file && { width: file.width, height: file.height }),
        ...('duration' in file && { duration: file.duration }),
        ...('filename' in file && { fileName: file.filename }),
      });
      const download = await recorded.client.downloadMedia(requestFor(message));
      expect((await bytesOf(download)).equals(data)).toBe(true);
    },
  );
});

describe('fetching a file', () => {
  const sent = async (
    details: { trouble?: { gone?: 404 | 410; slowMs?: number; isCorrupt?: boolean } } & {
      announcedSize?: number;
    },
    data: Uint8Array = pixelPng,
  ): Promise<ReceivedMessage> =>
    arrival(await desk.simulator.customer('34600111222').sendsImage(data, details));

  it.each([404, 410] as const)(
    'that WhatsApp answers with %i says that it is gone',
    async (gone) => {
      const message = await sent({ trouble: { gone } });
      expect(await recorded.client.downloadMedia(requestFor(message))).toEqual({ state: 'gone' });
      await desk.simulator.media.trouble(message.messageId, { gone: null });
      // Uploaded again: the page has to ask anew.
      const again = await recorded.client.downloadMedia(requestFor(message));
      expect(again.state).toBe('ready');
    },
  );

  it('that the page has had, and WhatsApp no longer has, is gone as well', async () => {
    const message = await sent({});
    const first = await recorded.client.downloadMedia(requestFor(message));
    expect((await bytesOf(first)).equals(pixelPng)).toBe(true);
    await desk.simulator.media.trouble(message.messageId, { gone: 404 });
    expect(await recorded.client.downloadMedia(requestFor(message))).toEqual({ state: 'gone' });
  });

  it('that arrives with other bytes than were sent is refused', async () => {
    const message = await sent({ trouble: { isCorrupt: true } });
    await expect(recorded.client.downloadMedia(requestFor(message))).rejects.toMatchObject({
      code: 'whatsapp_failed',
    });
    await desk.simulator.media.trouble(message.messageId, { isCorrupt: false });
    const again = await recorded.client.downloadMedia(requestFor(message));
    expect((await bytesOf(again)).equals(pixelPng)).toBe(true);
  });

  it('that is too large is not done, whether it says so or not', async () => {
    const announced = await sent({ announcedSize: 65 * MIB });
    expect(await recorded.client.downloadMedia(requestFor(announced))).toEqual({
      state: 'too_large',
      size: 65 * MIB,
    });
    const silent = await sent({ announcedSize: 100 }, randomBytes(2 * MIB));
    expect(await recorded.client.downloadMedia(requestFor(silent, MIB))).toEqual({
      state: 'too_large',
      size: 2 * MIB,
    });
  });

  it('works while the line is slow, with others meanwhile', async () => {
    const slow = recorded.client.downloadMedia(
      requestFor(await sent({ trouble: { slowMs: 4_000 } })),
    );
    const quick = await recorded.client.downloadMedia(requestFor(await sent({})));
    expect((await bytesOf(quick)).equals(pixelPng)).toBe(true);
    expect((await bytesOf(await slow)).equals(pixelPng)).toBe(true);
  });

  it('rejects when the page is replaced in the middle, and works afterwards', async () => {
    const message = await sent({}, randomBytes(5 * MIB));
    const download = await recorded.client.downloadMedia(requestFor(message));
    if (download.state !== 'ready') throw new Error('It should be there');
    const parts = download.bytes[Symbol.asyncIterator]();
    await parts.next();
    const before = recorded.events.length;
    await desk.simulator.page.reload();
    await recorded.next('ready', before);
    await expect(parts.next()).rejects.toMatchObject({ name: 'AppError' });
    // The new page has only the newest messages: this one it must be asked for by its key.
    const again = await recorded.client.downloadMedia(requestFor(message));
    expect(await bytesOf(again)).toHaveLength(5 * MIB);
  });

  it.each([20, 64])('of %i MiB takes little memory here', { timeout: 300_000 }, async (size) => {
    const data = randomBytes(size * MIB);
    const message = await sent({}, data);
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let most = before;
    let length = 0;
    const began = performance.now();
    const download = await recorded.client.downloadMedia(requestFor(message));
    if (download.state !== 'ready') throw new Error('It should be there');
    for await (const part of download.bytes) {
      length += part.length;
      most = Math.max(most, process.memoryUsage().rss);
    }
    const grown = Math.round((most - before) / MIB);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${size} MiB in ${seconds} s, ${grown} MiB more memory in this process`);
    expect(length).toBe(data.length);
    // One string of all of it would be more than this by itself.
    expect(grown).toBeLessThan(size * 1.4 + 40);
  });
});

describe('a profile picture', () => {
  it('comes as a small JPEG, and as none where there is none', async () => {
    const { chatId } = await desk.simulator.customer('34600111222').meets();
    const picture = await recorded.client.profilePicture(chatId);
    expect(Buffer.from(picture ?? []).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    const shy = desk.simulator.customer('34600999888', { hasPicture: false });
    expect(await recorded.client.profilePicture((await shy.meets()).chatId)).toBeNull();
  });
});
