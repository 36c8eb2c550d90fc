import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { PNG } from 'pngjs';
import type { MessageType } from '../../src-preload/contract/message-content.ts';

export const fileKinds = ['image', 'video', 'audio', 'voice_note', 'sticker', 'document'] as const;
export type FileKind = (typeof fileKinds)[number];

/** Bytes. */
export const sizeClasses = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000] as const;
export type SizeClass = (typeof sizeClasses)[number];

/** What a placeholder begins and ends with; between the two there are zeros. */
interface Parts {
  head: Buffer;
  tail: Buffer;
}

export const fileEndings: Record<FileKind, string> = {
  image: 'png',
  video: 'mp4',
  audio: 'wav',
  voice_note: 'wav',
  sticker: 'webp',
  document: 'pdf',
};

export function kindOfFile(type: MessageType): FileKind {
  return fileKinds.find((kind) => kind === type) ?? 'document';
}

export function sizeClassOf(bytes: number): SizeClass {
  return sizeClasses.find((size) => bytes <= size) ?? 100_000_000;
}

/** How large the placeholder of a class is: in the middle of it. */
export function placeholderSize(upTo: SizeClass): number {
  return upTo / 2;
}

/**
 * Writes the placeholder of a kind: a grey picture, silence, a blank page, a film and a sticker without anything. All
 * of a kind and class are the same, and their zeros take no room where the file system can leave them out.
 */
export async function writePlaceholder(
  path: string,
  kind: FileKind,
  upTo: SizeClass,
): Promise<void> {
  const size = placeholderSize(upTo);
  const { head, tail } = partsOf(kind, size);
  const file = await open(path, 'wx', 0o600);
  try {
    await file.truncate(size);
    await file.write(head, 0, head.length, 0);
    await file.write(tail, 0, tail.length, size - tail.length);
  } finally {
    await file.close();
  }
}

/** Whether a file is the placeholder of its kind and class to the byte. `read` gives it in order. */
export async function isPlaceholder(
  read: AsyncIterable<Uint8Array>,
  kind: FileKind,
  upTo: SizeClass,
): Promise<boolean> {
  const size = placeholderSize(upTo);
  const { head, tail } = partsOf(kind, size);
  let at = 0;
  for await (const chunk of read) {
    const expected = Buffer.alloc(chunk.length);
    if (at < head.length) head.copy(expected, 0, at);
    const untilTail = size - tail.length - at;
    if (untilTail < chunk.length) {
      tail.copy(expected, Math.max(0, untilTail), Math.max(0, -untilTail));
    }
    if (!expected.equals(chunk)) return false;
    at += chunk.length;
  }
  return at === size;
}

const none = Buffer.alloc(0);
/** The length of the chunk with which every PNG ends. */
const PNG_END = 12;

function partsOf(kind: FileKind, size: number): Parts {
  switch (kind) {
    case 'image':
      return greyPicture(size);
    case 'audio':
    case 'voice_note':
      return { head: silence(size), tail: none };
    case 'video':
      return { head: emptyFilm(size), tail: none };
    case 'sticker':
      return { head: emptySticker(size), tail: none };
    case 'document':
      return blankPage(size);
  }
}

/** A PNG; the zeros stand in a chunk that readers leave out. */
function greyPicture(size: number): Parts {
  const picture = new PNG({ width: 64, height: 64 });
  picture.data.fill(0xb0);
  const whole = PNG.sync.write(picture);
  const end = whole.subarray(-PNG_END);
  const begin = whole.subarray(0, -PNG_END);
  // Ancillary, private, and safe to copy: that is what the case of its letters says.
  const type = Buffer.from('zeRo', 'latin1');
  const zeros = size - whole.length - 12;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(zeros);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(Buffer.alloc(zeros), crc32(type)));
  return { head: Buffer.concat([begin, length, type]), tail: Buffer.concat([checksum, end]) };
}

/** A WAV of 8 kHz, 16 bits. */
function silence(size: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(size - 8, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  // PCM, one channel, samples and bytes in a second, bytes of a sample, bits of a sample.
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(size - 44, 40);
  return head;
}

/** An MP4 of nothing but free space: it has its kind, and nothing to show. */
function emptyFilm(size: number): Buffer {
  const type = Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp42', 'latin1');
  const free = Buffer.alloc(8);
  free.writeUInt32BE(size - type.length, 0);
  free.write('free', 4, 'latin1');
  return Buffer.concat([type, free]);
}

/** A WebP of one point, with a chunk of zeros after it. */
function emptySticker(size: number): Buffer {
  const point = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
  const rest = Buffer.alloc(8);
  rest.write('XXXX', 0, 'latin1');
  rest.writeUInt32LE(size - point.length - rest.length, 4);
  const head = Buffer.concat([point, rest]);
  head.writeUInt32LE(size - 8, 4);
  return head;
}

/** A PDF of one page; the zeros stand in a comment. */
function blankPage(size: number): Parts {
  const head = Buffer.from('%PDF-1.4\n%', 'latin1');
  const objects = [
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n',
  ];
  const offset = (place: number): string => String(place).padStart(10, '0');
  const table = (start: number): string => {
    let at = start + 1;
    const lines = objects.map((object) => {
      const line = `${offset(at)} 00000 n \n`;
      at += object.length;
      return line;
    });
    return (
      `\n${objects.join('')}xref\n0 4\n0000000000 65535 f \n${lines.join('')}` +
      `trailer<</Size 4/Root 1 0 R>>\nstartxref\n${offset(at)}\n%%EOF\n`
    );
  };
  // All offsets have ten digits, so that the end is as long wherever it begins.
  const tail = table(size - table(0).length);
  return { head, tail: Buffer.from(tail, 'latin1') };
}
