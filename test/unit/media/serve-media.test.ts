import { randomBytes, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { mediaUrl, readMediaUrl } from '../../../src-main/domain/media-address.ts';
import { readRange } from '../../../src-main/media/read-range.ts';
import { safeFileName } from '../../../src-main/media/safe-file-name.ts';
import {
  type MediaAnswer,
  type ServedStores,
  serveMedia,
} from '../../../src-main/media/serve-media.ts';
import { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';

const conversationId = ConversationId.parse(randomUUID());
const messageId = MessageId.parse('3EB0ABC');
const bytes = randomBytes(1000);

function serve(mimeType: string, range: string | null = null): Promise<MediaAnswer> {
  const stores: ServedStores = {
    messageMedia: {
      find: async () => ({
        conversationId,
        state: 'stored',
        fileId: 'f',
        fileName: '',
        fileSize: bytes.length,
        mimeType,
        thumbnail: null,
        attempts: 0,
        fromMe: false,
        author: null,
      }),
    },
    media: {
      open: async (_of, _id, { start, end } = { start: 0, end: 1000 }) => ({
        size: bytes.length,
        bytes: (async function* () {
          yield bytes.subarray(start, end);
        })(),
      }),
    },
  };
  return serveMedia(stores, { kind: 'file', conversationId, messageId }, range);
}

describe('what windows are given', () => {
  it('is a picture, film or sound as such, and anything else as bytes to be kept', async () => {
    expect((await serve('image/png')).headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'accept-ranges': 'bytes',
      'content-length': '1000',
    });
    for (const type of ['image/svg+xml', 'text/html', 'application/pdf', 'application/x-sh', '']) {
      expect((await serve(type)).headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment',
        'content-security-policy': "default-src 'none'; sandbox",
      });
    }
  });

  it('is the part that is asked for', async () => {
    const answer = await serve('video/mp4', 'bytes=100-199');
    expect(answer).toMatchObject({
      status: 206,
      headers: { 'content-range': 'bytes 100-199/1000', 'content-length': '100' },
    });
    if (answer.body === null || answer.body instanceof Uint8Array) throw new Error('No stream');
    expect(await buffer(answer.body)).toEqual(bytes.subarray(100, 200));
    expect(await serve('video/mp4', 'bytes=1000-')).toMatchObject({
      status: 416,
      headers: { 'content-range': 'bytes */1000' },
    });
  });

  it.each([
    ['bytes=0-', { start: 0, end: 1000 }],
    ['bytes=999-', { start: 999, end: 1000 }],
    ['bytes=10-5000', { start: 10, end: 1000 }],
    ['bytes=-10', { start: 990, end: 1000 }],
    ['bytes=-5000', { start: 0, end: 1000 }],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=1000-1001', 'unsatisfiable'],
    ['bytes=5-2', null],
    ['bytes=0-1,3-4', null],
    ['lines=0-1', null],
    ['bytes=-', null],
    [null, null],
  ])('understands %s', (header, expected) => {
    expect(readRange(header, 1000)).toEqual(expected);
  });
});

describe('an address', () => {
  it('is read as it was written', () => {
    for (const kind of ['file', 'thumbnail'] as const) {
      const address = { kind, conversationId, messageId };
      expect(readMediaUrl(mediaUrl(address))).toEqual(address);
    }
    const picture = { kind: 'picture', conversationId } as const;
    expect(readMediaUrl(mediaUrl(picture))).toEqual(picture);
    expect(readMediaUrl(`${mediaUrl(picture)}?v=12`)).toEqual(picture);
  });

  it.each([
    'alexia-media://file/../../etc/passwd',
    'alexia-media://file/x/3EB0',
    `alexia-media://file/${conversationId}/..%2f..%2fetc`,
    `alexia-media://file/${conversationId}`,
    `alexia-media://picture/${conversationId}/3EB0`,
    `alexia-media://other/${conversationId}/3EB0`,
    `app://file/${conversationId}/3EB0`,
    `alexia-media://file/${conversationId}/3EB0#x`,
  ])('%s is none', (url) => {
    expect(readMediaUrl(url)).toBeNull();
  });
});

describe('a name to save under', () => {
  it.each([
    ['Offer 2026.pdf', 'Offer 2026.pdf'],
    ['../../.bashrc', 'bashrc'],
    ['C:\\Windows\\system.ini', 'system.ini'],
    ['a\u202efdp.exe', 'afdp.exe'],
    ['line\nbreak?.txt', 'linebreak.txt'],
    ['con.pdf', 'WhatsApp file.pdf'],
    ['...', 'WhatsApp file.pdf'],
    ['', 'WhatsApp file.pdf'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(116)}.pdf`],
  ])('of %j is %j', (name, safe) => {
    expect(safeFileName(name, 'application/pdf')).toBe(safe);
  });
});
