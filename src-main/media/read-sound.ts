import type { ConversationId, MessageId } from '../../src-preload/contract/ids.ts';
import { MAXIMUM_SOUND_BYTES } from '../../src-preload/contract/message-content.ts';
import { AppError } from '../common/app-error.ts';
import type { ServedStores } from './serve-media.ts';

/**
 * The bytes of a message's sound, for the window to draw how loud it is: pages cannot read what the private scheme
 * serves. Rejects with `not_found` where there is none, or it is longer than `MAXIMUM_SOUND_BYTES`.
 */
export async function readSound(
  stores: ServedStores,
  { conversationId, messageId }: { conversationId: ConversationId; messageId: MessageId },
): Promise<Uint8Array<ArrayBuffer>> {
  const media = await stores.messageMedia.find(conversationId, messageId);
  const isSound = media?.mimeType.toLowerCase().startsWith('audio/') === true;
  const file =
    isSound && media.fileId ? await stores.media.open(media.conversationId, media.fileId) : null;
  if (!file || file.size > MAXIMUM_SOUND_BYTES) {
    throw new AppError('not_found', 'There is no such sound, or it is too long');
  }
  const whole = new Uint8Array(file.size);
  let place = 0;
  for await (const part of file.bytes) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
