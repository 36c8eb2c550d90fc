import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { BusinessData } from './business-data.ts';
import {
  type CopyFile,
  copyFileNames,
  copyFiles,
  CopyManifest,
  schemaText,
} from './copy-format.ts';
import type { Found, Originals } from './originals.ts';
import { isPlaceholder } from './placeholder-file.ts';
import { ADDRESS_ENDS, LINK_BEGINS } from './text-mask.ts';
import { lineFile, MANIFEST, MEDIA, SCHEMA, type WrittenCopy } from './write-copy.ts';

/** What of the original was found in a copy: how many, never which. */
export interface CopyFindings extends Found {
  /** Files that hold something else than their placeholder, are an original, or should not be there. */
  files: number;
  /** Lines that have another shape than the format. */
  lines: number;
}

/**
 * Reads a copy from the disk and seeks all that is original in it. It knows nothing of how the copy was made: lines must
 * have the format's shape to the last field, texts must hold no original word or number, ids no original id, and files
 * must be placeholders to the byte, with no original's checksum.
 */
export async function checkCopy(input: {
  folder: string;
  originals: Originals;
  written: WrittenCopy;
  data: Pick<BusinessData, 'file'>;
  signal: AbortSignal;
  /** Told of the lines so far. */
  onChecked: (lines: number) => void;
}): Promise<CopyFindings> {
  const { folder, originals, written, data, signal, onChecked } = input;
  const found: CopyFindings = { words: 0, numbers: 0, ids: 0, files: 0, lines: 0 };
  let lines = 0;
  for (const name of copyFileNames) {
    let count = 0;
    for await (const line of linesOf(join(folder, lineFile(name)))) {
      signal.throwIfAborted();
      checkLine(name, line, originals, found);
      count += 1;
      lines += 1;
      if (lines % 500 === 0) onChecked(lines);
    }
    if (count !== written.lines[name]) found.lines += 1;
  }
  onChecked(lines);
  await checkRest(folder, found);
  await checkMedia(join(folder, MEDIA), { written, data, signal }, found);
  return found;
}

export function isClean(found: CopyFindings): boolean {
  return Object.values(found).every((count) => count === 0);
}

function linesOf(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
}

function checkLine(name: CopyFile, line: string, originals: Originals, found: CopyFindings): void {
  const parsed = copyFiles[name].safeParse(parseJson(line));
  if (!parsed.success) {
    found.lines += 1;
    // What it says is sought all the same.
    add(found, originals.findIn(line));
    return;
  }
  for (const [field, text] of textsOf(parsed.data)) {
    // New ids are no numbers, though they have digits.
    const here = originals.findIn(text);
    if (/Ids?$|^replyTo$|^mentions$/.test(field)) found.ids += here.ids;
    else add(found, here);
  }
}

function add(found: CopyFindings, here: Found): void {
  found.words += here.words;
  found.numbers += here.numbers;
  found.ids += here.ids;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** All texts of a line with the name of their field, without the app's own fixed words. */
function* textsOf(value: unknown, field = ''): Generator<[field: string, text: string]> {
  if (typeof value === 'string') {
    if (field === 'currency' || fixedWords.has(value)) return;
    yield [field, value.replaceAll(LINK_BEGINS, ' ').replaceAll(ADDRESS_ENDS, ' ')];
  } else if (Array.isArray(value)) {
    for (const each of value) yield* textsOf(each, field);
  } else if (value !== null && typeof value === 'object') {
    // The shape of times was looked at: nothing fits into it but a time.
    if ('unit' in value && 'from' in value) return;
    for (const [name, each] of Object.entries(value)) yield* textsOf(each, name);
  }
}

/** The values that the format itself names: `incoming`, `text`, `won` … */
const fixedWords: ReadonlySet<string> = new Set(
  Object.values(copyFiles).flatMap((shape) => [
    ...wordsOfSchema(z.toJSONSchema(shape, { unrepresentable: 'any' })),
  ]),
);

function* wordsOfSchema(schema: unknown): Generator<string> {
  if (schema === null || typeof schema !== 'object') return;
  if ('const' in schema && typeof schema.const === 'string') yield schema.const;
  if ('enum' in schema && Array.isArray(schema.enum)) {
    for (const each of schema.enum) if (typeof each === 'string') yield each;
  }
  for (const each of Object.values(schema)) yield* wordsOfSchema(each);
}

/** The files that are the same in every copy, and that there are no others. */
async function checkRest(folder: string, found: CopyFindings): Promise<void> {
  const expected = new Set([...copyFileNames.map(lineFile), MANIFEST, SCHEMA, MEDIA]);
  found.files += (await readdir(folder)).filter((name) => !expected.has(name)).length;
  if ((await readFile(join(folder, SCHEMA), 'utf8')) !== schemaText()) found.files += 1;
  const manifest = parseJson(await readFile(join(folder, MANIFEST), 'utf8'));
  if (!CopyManifest.safeParse(manifest).success) found.files += 1;
}

async function checkMedia(
  folder: string,
  input: { written: WrittenCopy; data: Pick<BusinessData, 'file'>; signal: AbortSignal },
  found: CopyFindings,
): Promise<void> {
  const { written, data, signal } = input;
  /** By size: a file of another size cannot be the same one. */
  const checksums = new Map<number, Set<string>>();
  const known = new Set<string>();
  const names = await readdir(folder);
  for (const name of names) {
    signal.throwIfAborted();
    const path = join(folder, name);
    const expected = written.files.get(name);
    const isRight =
      expected !== undefined &&
      (await isPlaceholder(createReadStream(path), expected.kind, expected.upTo));
    if (!isRight) found.files += 1;
    // All placeholders of a kind and class are the same.
    const sort = expected ? `${expected.kind} ${expected.upTo}` : name;
    if (isRight && known.has(sort)) continue;
    if (isRight) known.add(sort);
    const { size } = await stat(path);
    const ofSize = checksums.get(size) ?? new Set();
    checksums.set(size, ofSize.add(await checksumOf(createReadStream(path))));
  }
  if (names.length !== written.files.size) found.files += 1;
  for (const { message } of written.files.values()) {
    signal.throwIfAborted();
    const ofSize = checksums.get(message.media?.fileSize ?? -1);
    const original = ofSize ? await data.file(message) : null;
    if (original && ofSize?.has(await checksumOf(original))) found.files += 1;
  }
}

async function checksumOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('base64');
}
