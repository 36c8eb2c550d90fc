import type { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import { MAXIMUM_MEDIA_BYTES, type Media } from '../../../src-preload/contract/message-content.ts';
import { mediaUrl } from '../../domain/media-address.ts';
import type { ReceivedMedia } from '../../domain/whatsapp-event.ts';
import type { MessageDocument } from './documents.ts';
import type { SealedFields } from './sealed-fields.ts';

type MediaDocument = NonNullable<MessageDocument['media']>;

/** What stands in `media.url`: the file's id in GridFS, or nothing until it is stored. */
const FILE_URL = /^gridfs:([0-9a-f]{24})$/;

export function fileUrl(fileId: string): string {
  return `gridfs:${fileId}`;
}

export function fileIdOf({ url }: Pick<MediaDocument, 'url'>): string | null {
  return FILE_URL.exec(url)?.[1] ?? null;
}

/** A file that has just been heard of. Its caption is the message's content, which can be edited. */
export function toMediaDocument(media: ReceivedMedia, fields: SealedFields): MediaDocument {
  const { fileName = '', fileSize = 0, thumbnail, ...rest } = media;
  return {
    url: '',
    fileName: fields.seal('media.fileName', fileName),
    fileSize,
    ...(thumbnail && { thumbnail: fields.seal('media.thumbnail', thumbnail) }),
    state: fileSize > MAXIMUM_MEDIA_BYTES ? 'too_large' : 'waiting',
    ...rest,
  };
}

export function toMedia(
  media: MediaDocument | undefined,
  fields: SealedFields,
  place: { conversationId: ConversationId; messageId: MessageId },
): Media | null {
  if (!media) return null;
  const isStored = media.state === 'stored' && fileIdOf(media) !== null;
  return {
    state: media.state,
    url: isStored ? mediaUrl({ kind: 'file', ...place }) : null,
    thumbnailUrl: media.thumbnail ? mediaUrl({ kind: 'thumbnail', ...place }) : null,
    fileName: fields.text('media.fileName', media.fileName),
    fileSize: media.fileSize,
    mimeType: media.mimeType,
    duration: media.duration ?? null,
    width: media.width ?? null,
    height: media.height ?? null,
    isGif: media.isGif,
    isViewOnce: media.isViewOnce,
  };
}
