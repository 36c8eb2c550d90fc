import type { Message } from '../../src-preload/contract/message.ts';
import { FileForm, MAXIMUM_PIECE_BYTES } from '../../src-preload/contract/outgoing.ts';
import { safeFileName } from '../media/safe-file-name.ts';
import type { Stores } from '../store/stores.ts';
import type { FileSpool } from './file-spool.ts';
import { OutboxPayload } from './outbox-item.ts';

/**
 * What is sent to the other chat when a message is forwarded out of the outbox: the same once more, from what is stored
 * of it. WhatsApp's own way of forwarding takes no id from us, so that nobody could tell before a repetition whether the
 * first try has arrived. Null for what cannot be made anew without losing something (people named in a text, a card with
 * more in it than we can write, a live place, a GIF, a kind that nobody knows), or whose file is not here. A file is
 * handed over to the spool.
 */
export async function forwardedPayload(
  stores: Pick<Stores, 'media' | 'messageMedia'>,
  files: FileSpool,
  message: Message,
): Promise<OutboxPayload | null> {
  const { type, content, details, media, mentions } = message;
  if (mentions.length > 0) return null;
  if (type === 'text') return content.trim() === '' ? null : { kind: 'text', text: content };
  if (details?.kind === 'location' && !details.isLive) return fitting(details);
  if (details?.kind === 'poll') {
    return fitting({ ...details, options: details.options.map(({ name }) => name) });
  }
  const form = FileForm.safeParse(type);
  if (!form.success || media?.state !== 'stored' || media.isGif || media.isViewOnce) return null;
  const file = await handOver(stores, files, message);
  return file && { kind: 'file', form: form.data, caption: content, ...file };
}

/** Null for what a person could not have written here. */
function fitting(payload: object): OutboxPayload | null {
  return OutboxPayload.safeParse(payload).data ?? null;
}

type HandedOver = Pick<
  Extract<OutboxPayload, { kind: 'file' }>,
  'uploadId' | 'fileName' | 'mimeType' | 'fileSize'
>;

async function handOver(
  stores: Pick<Stores, 'media' | 'messageMedia'>,
  files: FileSpool,
  { conversationId, messageId }: Message,
): Promise<HandedOver | null> {
  const media = await stores.messageMedia.find(conversationId, messageId);
  const file = media?.fileId ? await stores.media.open(media.conversationId, media.fileId) : null;
  if (!media || !file || file.size === 0) return null;
  const { mimeType } = media;
  const fileName = safeFileName(media.fileName, mimeType);
  const uploadId = await files.begin({ fileName, mimeType, fileSize: file.size });
  try {
    let offset = 0;
    for await (const bytes of file.bytes) {
      for (const piece of inPieces(bytes)) {
        await files.append(uploadId, offset, piece);
        offset += piece.length;
      }
    }
    return { uploadId, ...(await files.finish(uploadId)) };
  } catch (error) {
    await files.remove(uploadId);
    throw error;
  }
}

function* inPieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += MAXIMUM_PIECE_BYTES) {
    yield bytes.subarray(start, start + MAXIMUM_PIECE_BYTES);
  }
}
