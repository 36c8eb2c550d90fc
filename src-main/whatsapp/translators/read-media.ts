import type { ReceivedMedia } from '../../domain/whatsapp-event.ts';
import type { RawMessage } from './raw-message.ts';

/** More than WhatsApp's own thumbnails ever take, in characters of base64. */
const LARGEST_THUMBNAIL = 200_000;

/** The file that a message carries, as WhatsApp describes it. */
export function readMedia(message: RawMessage): ReceivedMedia {
  const { mimetype, filename, size, duration, width, height } = message;
  const thumbnail = readThumbnail(message);
  return {
    mimeType: mimetype?.trim() ? mimetype.trim() : 'application/octet-stream',
    ...(filename ? { fileName: filename } : {}),
    ...(size ? { fileSize: Math.round(size) } : {}),
    ...(duration ? { duration } : {}),
    ...(isPixels(width) ? { width: Math.round(width) } : {}),
    ...(isPixels(height) ? { height: Math.round(height) } : {}),
    isGif: message.isGif === true || message.type === 'gif',
    isViewOnce: message.isViewOnce === true,
    ...(thumbnail === undefined ? {} : { thumbnail }),
  };
}

/** WhatsApp keeps the small picture of a file in its body, in base64. A text there is none. */
export function readThumbnail({ body }: RawMessage): string | undefined {
  if (!body || body.length > LARGEST_THUMBNAIL) return undefined;
  // Every JPEG begins with these three bytes.
  return /^\/9j\/[A-Za-z0-9+/]+={0,2}$/.test(body) ? body : undefined;
}

function isPixels(value: number | null | undefined): value is number {
  return typeof value === 'number' && value >= 1;
}
