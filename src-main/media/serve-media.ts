import { isUnreachable } from '../common/is-unreachable.ts';
import { AppError } from '../common/app-error.ts';
import type { MediaAddress } from '../domain/media-address.ts';
import type { MediaStore } from '../store/media-store.ts';
import type { MessageMediaStore } from '../store/message-media-store.ts';
import { readRange } from './read-range.ts';

/** An answer as HTTP has it, whoever carries it. */
export interface MediaAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: AsyncIterable<Uint8Array> | Uint8Array | null;
}

/** What a window may draw or play. Everything else is bytes: nothing that could run, such as SVG or HTML, is shown. */
const shownTypes: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'video/mp4',
  'video/webm',
  'video/3gpp',
  'video/quicktime',
  'audio/ogg',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/amr',
  'audio/wav',
  'audio/webm',
]);

const always = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  // No file is left in the browser's cache on the disk.
  'cache-control': 'no-store',
} as const;

export interface ServedStores {
  media: Pick<MediaStore, 'open'>;
  messageMedia: Pick<MessageMediaStore, 'find'>;
}

/** Answers what a window asks for under the private scheme. Never rejects because there is no such file. */
export async function serveMedia(
  stores: ServedStores,
  address: Exclude<MediaAddress, { kind: 'picture' }>,
  rangeHeader: string | null,
): Promise<MediaAnswer> {
  const { conversationId, messageId } = address;
  try {
    const media = await stores.messageMedia.find(conversationId, messageId);
    if (address.kind === 'thumbnail') {
      return media?.thumbnail ? wholePicture(media.thumbnail) : nothing(404);
    }
    if (!media?.fileId) return nothing(404);
    const whole = await stores.media.open(media.conversationId, media.fileId);
    if (!whole) return nothing(404);
    const { size } = whole;
    const range = readRange(rangeHeader, size);
    if (range === 'unsatisfiable') return nothing(416, { 'content-range': `bytes */${size}` });
    const headers = { ...always, ...typeHeaders(media.mimeType), 'accept-ranges': 'bytes' };
    if (range === null) {
      return {
        status: 200,
        headers: { ...headers, 'content-length': String(size) },
        body: whole.bytes,
      };
    }
    const part = await stores.media.open(media.conversationId, media.fileId, range);
    if (!part) return nothing(404);
    return {
      status: 206,
      headers: {
        ...headers,
        'content-length': String(range.end - range.start),
        'content-range': `bytes ${range.start}-${range.end - 1}/${size}`,
      },
      body: part.bytes,
    };
  } catch (error) {
    if (isUnreachable(error)) return nothing(503);
    if (error instanceof AppError && error.code === 'not_found') return nothing(404);
    throw error;
  }
}

/** A small JPEG of our own making, or WhatsApp's. */
export function wholePicture(bytes: Uint8Array): MediaAnswer {
  return { status: 200, headers: { ...always, 'content-type': 'image/jpeg' }, body: bytes };
}

export function nothing(
  status: number,
  headers: Readonly<Record<string, string>> = {},
): MediaAnswer {
  return { status, headers: { ...always, ...headers }, body: null };
}

function typeHeaders(mimeType: string): Record<string, string> {
  // Without parameters, as in `audio/ogg; codecs=opus`.
  const bareType = (mimeType.split(';')[0] ?? '').trim().toLowerCase();
  return shownTypes.has(bareType)
    ? { 'content-type': bareType }
    : { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' };
}
