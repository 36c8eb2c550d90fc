import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../fixtures/media');

const files: Readonly<Record<string, string>> = {
  'image/jpeg': 'picture.jpg',
  'image/webp': 'sticker.webp',
  'video/mp4': 'video.mp4',
  'audio/mpeg': 'audio.mp3',
  'audio/ogg': 'voice-note.ogg',
  'image/x-thumbnail': 'thumbnail.jpg',
};

/** A small real file of this type, which a browser can draw or play; for other types some bytes. */
export async function realFile(mimetype: string): Promise<Buffer> {
  const name = files[mimetype.replace(/;.*$/, '')];
  return name === undefined
    ? Buffer.from('%PDF-1.7 the bytes of a file')
    : readFile(join(folder, name));
}
