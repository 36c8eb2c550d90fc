import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { readSound } from '../../../src-main/media/read-sound.ts';
import type { ServedStores } from '../../../src-main/media/serve-media.ts';
import { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import { MAXIMUM_SOUND_BYTES } from '../../../src-preload/contract/message-content.ts';

const place = {
  conversationId: ConversationId.parse(randomUUID()),
  messageId: MessageId.parse('3EB0ABC'),
};
const bytes = randomBytes(1000);

function storesWith(mimeType: string, size = bytes.length): ServedStores {
  return {
    messageMedia: {
      find: async () => ({
        conversationId: place.conversationId,
        state: 'stored',
        fileId: 'f',
        fileName: '',
        fileSize: size,
        mimeType,
        thumbnail: null,
        attempts: 0,
        fromMe: false,
        author: null,
      }),
    },
    media: {
      open: async () => ({
        size,
        bytes: (async function* () {
          yield bytes.subarray(0, 300);
          yield bytes.subarray(300);
        })(),
      }),
    },
  };
}

it('gives the window the whole of a sound', async () => {
  const read = await readSound(storesWith('audio/ogg; codecs=opus'), place);
  expect(Buffer.from(read).equals(bytes)).toBe(true);
});

it('gives it nothing else, and no sound that is very long', async () => {
  for (const type of ['image/png', 'video/mp4', 'application/pdf', '']) {
    await expect(readSound(storesWith(type), place)).rejects.toMatchObject({
      code: 'not_found',
    });
  }
  const long = storesWith('audio/ogg', MAXIMUM_SOUND_BYTES + 1);
  await expect(readSound(long, place)).rejects.toMatchObject({ code: 'not_found' });
});
