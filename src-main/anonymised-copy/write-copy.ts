import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Message } from '../../src-preload/contract/message.ts';
import type { BusinessData } from './business-data.ts';
import {
  type CopyFile,
  copyFileNames,
  type CopyLine,
  type CopyManifest,
  schemaText,
} from './copy-format.ts';
import { CopyLines } from './copy-lines.ts';
import {
  fileEndings,
  type FileKind,
  type SizeClass,
  writePlaceholder,
} from './placeholder-file.ts';
import { ResponseClasses, type Survey } from './survey.ts';

export const MANIFEST = 'manifest.json';
export const SCHEMA = 'schema.json';
export const MEDIA = 'media';

/** A file of the data for which there is a placeholder in the copy. */
export interface ReplacedFile {
  message: Message;
  kind: FileKind;
  upTo: SizeClass;
}

export interface WrittenCopy {
  lines: Record<CopyFile, number>;
  /** By the name of the placeholder in `media`. */
  files: Map<string, ReplacedFile>;
}

export function lineFile(name: CopyFile): string {
  return `${name}.ndjson`;
}

/**
 * Writes all files of a copy into a folder that is not there yet. Little of the data is in memory at a time. What has
 * come since the survey is written, too: of words and times that it did not know it is as if nobody else had them.
 */
export async function writeCopy(input: {
  folder: string;
  data: BusinessData;
  survey: Survey;
  k: number;
  signal: AbortSignal;
  /** Told of the messages so far. */
  onWritten: (messages: number) => void;
}): Promise<WrittenCopy> {
  const { folder, data, survey, k, signal, onWritten } = input;
  await mkdir(join(folder, MEDIA), { recursive: true, mode: 0o700 });
  const lines = new CopyLines(survey);
  const written = Object.fromEntries(
    copyFileNames.map((name) => [name, 0]),
  ) as WrittenCopy['lines'];
  const files: WrittenCopy['files'] = new Map();

  const write = async <Name extends CopyFile>(
    name: Name,
    records: AsyncIterable<CopyLine<Name>> | Iterable<CopyLine<Name>>,
  ): Promise<void> => {
    const texts = async function* (): AsyncGenerator<string> {
      for await (const record of records) {
        written[name] += 1;
        yield `${JSON.stringify(record)}\n`;
      }
    };
    const file = createWriteStream(join(folder, lineFile(name)), { flags: 'wx', mode: 0o600 });
    await pipeline(texts, file, { signal });
  };

  const messages = async function* (): AsyncGenerator<CopyLine<'messages'>> {
    for await (const { conversationId, isGroup } of data.conversations()) {
      const responses = new ResponseClasses();
      let place = 0;
      for await (const message of data.messages(conversationId)) {
        survey.originals.addRecord(message);
        const line = lines.message(message, place, isGroup ? null : responses.next(message));
        place += 1;
        const { file } = line;
        if (file && file.fileId !== null) {
          const { kind, upTo } = file;
          const name = `${file.fileId}.${fileEndings[kind]}`;
          await writePlaceholder(join(folder, MEDIA, name), kind, upTo);
          files.set(name, { message, kind, upTo });
        }
        yield line;
      }
      onWritten(written.messages);
    }
  };
  const notes = async function* (): AsyncGenerator<CopyLine<'notes'>> {
    for await (const { conversationId } of data.conversations()) {
      for (const note of await data.notes(conversationId)) yield lines.note(note);
    }
  };

  await write(
    'team',
    (await data.team()).map((each) => lines.colleague(each)),
  );
  await write(
    'campaigns',
    (await data.campaigns()).map((each) => lines.campaign(each)),
  );
  await write(
    'conversations',
    mapped(data.conversations(), (each) => lines.conversation(each)),
  );
  await write('messages', messages());
  await write('notes', notes());
  await write(
    'leads',
    mapped(data.leads(), (each) => lines.lead(each)),
  );
  // The last: everybody who is named anywhere is known by now.
  await write('people', everybody(data, survey, lines));
  const manifest: CopyManifest = {
    format: 'alexia-desk anonymised copy',
    version: 1,
    k,
    lines: written,
  };
  await writeFile(join(folder, SCHEMA), schemaText(), { flag: 'wx', mode: 0o600 });
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, {
    ...{ flag: 'wx', mode: 0o600 },
  });
  return { lines: written, files };
}

async function* mapped<From, To>(
  records: AsyncIterable<From>,
  map: (record: From) => To,
): AsyncGenerator<To> {
  for await (const record of records) yield map(record);
}

/** Each person once, also one who is a contact of several accounts. */
async function* everybody(
  data: BusinessData,
  { people }: Survey,
  lines: CopyLines,
): AsyncGenerator<CopyLine<'people'>> {
  const told = new Set<string>();
  for await (const contact of data.contacts()) {
    const { contactId: id, name, phoneNumber } = contact;
    const key = people.note({ id, name, phoneNumber });
    if (told.has(key)) continue;
    told.add(key);
    yield lines.person(key, contact);
  }
  for (const key of people.keys()) if (!told.has(key)) yield lines.person(key, null);
}
