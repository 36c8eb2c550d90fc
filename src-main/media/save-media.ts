import type { ConversationId, MessageId } from '../../src-preload/contract/ids.ts';
import { AppError } from '../common/app-error.ts';
import { writeWholeFile } from '../common/write-whole-file.ts';
import type { Stores } from '../store/stores.ts';
import { safeFileName } from './safe-file-name.ts';

/**
 * Writes the file of a message where the person says.
 *
 * @param choosePath asks where to; null when the person thinks better of it
 */
export async function saveMedia(
  stores: Pick<Stores, 'media' | 'messageMedia'>,
  place: { conversationId: ConversationId; messageId: MessageId },
  choosePath: (suggestedName: string) => Promise<string | null>,
): Promise<'saved' | 'cancelled'> {
  const { conversationId, messageId } = place;
  const media = await stores.messageMedia.find(conversationId, messageId);
  const file = media?.fileId ? await stores.media.open(media.conversationId, media.fileId) : null;
  if (!media || !file) throw new AppError('not_found', 'There is no such file');
  const path = await choosePath(safeFileName(media.fileName, media.mimeType));
  if (path === null) return 'cancelled';
  await writeWholeFile(path, file.bytes);
  return 'saved';
}
