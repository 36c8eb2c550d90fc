import { createHash } from 'node:crypto';
import type {
  ExportProgress,
  ExportResult,
  RecordKind,
} from '../../src-preload/contract/data-export.ts';
import { ContactId, ConversationId } from '../../src-preload/contract/ids.ts';
import type { ErrorCode } from '../../src-preload/contract/result.ts';
import { subjectsOfPerson } from '../access-log/access-of-person.ts';
import { AppError } from '../common/app-error.ts';
import type { DocumentReader, MessagePage, RecordScope } from '../store/document-records.ts';
import type { RowKind } from '../store/row-records.ts';
import type { Stores } from '../store/stores.ts';
import { ArchiveWriter } from './archive-writer.ts';
import {
  indexPage,
  type TalkEntry,
  talkList,
  type TalkNames,
  talkPage,
  talkPath,
} from './html-pages.ts';
import { page } from './html-text.ts';
import {
  FORMAT,
  FORMAT_VERSION,
  INDEX,
  jsonSchema,
  MANIFEST,
  type Manifest,
  SCHEMA,
} from './manifest.ts';
import { mediaPath } from './media-path.ts';
import { NamedInRecords } from './people-in-records.ts';
import { RecordParts } from './record-parts.ts';
import type { RecordOf } from './records.ts';

export interface ExportInput {
  stores: Pick<
    Stores,
    'documentRecords' | 'rowRecords' | 'media' | 'accessLog' | 'persons' | 'leads'
  >;
  exportId: string;
  scope: RecordScope;
  /** With pictures and files. */
  media: boolean;
  password: string | undefined;
  path: string;
  /** Milliseconds. */
  now: number;
  signal: AbortSignal;
  onProgress(progress: Pick<ExportProgress, 'phase' | 'done' | 'total'>): void;
}

/** Conversations that the first page lists itself, and that a page of the list has. */
const LISTED = 1_000;
const ACCESS_PAGE = 500;
const goneCodes: readonly ErrorCode[] = ['data_unreadable', 'not_found'];
/** How often it is told how far it is, in records. */
const TOLD_EVERY = 500;

const documentKinds = [
  'account',
  'contact',
  'picture',
  'identity',
  'merge',
  'told_apart',
  'conversation',
  'note',
] as const;
const rowKinds = ['lead', 'lead_change', 'lead_message', 'lead_judgement', 'consent'] as const;

/**
 * Writes all of a scope into a ZIP, little of it in memory at a time. What cannot be read of the files is named in the
 * archive. Rejects with `file_not_written`, `cancelled` when the signal says so, or as the stores do; then there is
 * nothing under the path, nor beside it.
 */
export async function exportArchive(
  input: ExportInput,
): Promise<Pick<ExportResult, 'bytes' | 'counts' | 'missingFiles'>> {
  const archive = new ArchiveWriter(input.path, input.password);
  try {
    return await new Exporting(input, archive).run();
  } catch (error) {
    await archive.discard();
    throw error;
  }
}

/** A file that a message carries. */
interface Carried {
  conversationId: ConversationId;
  path: string;
}

class Exporting {
  readonly #input: ExportInput;
  readonly #archive: ArchiveWriter;
  readonly #parts: RecordParts;
  readonly #named = new NamedInRecords();
  readonly #files = new Map<string, Carried>();
  readonly #missingFiles: string[] = [];
  readonly #names = new Map<string, TalkNames>();
  readonly #talks: TalkEntry[] = [];

  constructor(input: ExportInput, archive: ArchiveWriter) {
    this.#input = input;
    this.#archive = archive;
    this.#parts = new RecordParts(archive);
  }

  async run(): Promise<Pick<ExportResult, 'bytes' | 'counts' | 'missingFiles'>> {
    const { stores, scope, onProgress } = this.#input;
    onProgress({ phase: 'counting', done: 0, total: null });
    const reader = await stores.documentRecords.reader(scope);
    const total = await reader.messageCount();
    for (const kind of documentKinds) await this.#documents(reader, kind);
    await this.#messages(reader, total);
    if (scope.of === 'person') {
      for await (const mark of reader.inGroups()) {
        this.#carry(mark.message);
        await this.#add('mark', mark);
      }
    }
    for (const kind of rowKinds) await this.#rows(kind);
    if (scope.of === 'business') await this.#rows('hold');
    for (const kind of ['answer', 'day'] as const) await this.#rows(kind);
    if (scope.of === 'person') await this.#accesses();
    if (this.#input.media) await this.#mediaFiles();
    for (const kind of ['business', 'colleague', 'label', 'campaign'] as const) {
      for (const record of await stores.rowRecords.readNamed(kind, this.#named, scope)) {
        await this.#add(kind, record);
      }
    }
    onProgress({ phase: 'finishing', done: 0, total: null });
    return this.#finish();
  }

  async #documents(reader: DocumentReader, kind: (typeof documentKinds)[number]): Promise<void> {
    for await (const record of reader.read(kind)) {
      if (kind === 'conversation') {
        const { conversationId, name, isGroup } = record as RecordOf<'conversation'>;
        this.#names.set(conversationId, { name, isGroup });
      }
      await this.#add(kind, record);
    }
  }

  async #rows(kind: RowKind): Promise<void> {
    const { stores, scope } = this.#input;
    for await (const record of await stores.rowRecords.read(kind, scope)) {
      await this.#add(kind, record);
    }
  }

  async #add<K extends RecordKind>(kind: K, record: RecordOf<K>): Promise<void> {
    this.#refuseCancelled();
    this.#named.add(kind, record);
    await this.#parts.add(kind, record);
  }

  async #messages(reader: DocumentReader, total: number): Promise<void> {
    let done = 0;
    const held: { page: MessagePage; number: number }[] = [];
    const write = async (isLast: boolean): Promise<void> => {
      for (const { page: talk, number } of held.splice(0)) {
        await this.#talkPage(talk, number, isLast);
      }
    };
    this.#input.onProgress({ phase: 'records', done, total });
    for await (const next of reader.messages()) {
      const [before] = held;
      const isSame = before?.page.conversationId === next.conversationId;
      await write(!isSame);
      held.push({ page: next, number: isSame ? before.number + 1 : 1 });
      for (const message of next.messages) {
        this.#carry(message);
        await this.#add('message', message);
        done += 1;
        if (done % TOLD_EVERY === 0) {
          this.#input.onProgress({ phase: 'records', done: Math.min(done, total), total });
        }
      }
    }
    await write(true);
  }

  async #talkPage(
    { conversationId, messages }: MessagePage,
    number: number,
    isLast: boolean,
  ): Promise<void> {
    const names = this.#names.get(conversationId) ?? { name: '', isGroup: false };
    if (number === 1) {
      const path = talkPath(this.#talks.length + 1, 1);
      this.#talks.push({ name: names.name, path, messages: 0 });
    }
    const talk = this.#talks.length;
    const entry = this.#talks[talk - 1];
    if (entry) entry.messages += messages.length;
    const place = { talk, number, isLast, hasMedia: this.#input.media };
    await this.#archive.addText(talkPath(talk, number), talkPage(names, messages, place));
  }

  #carry(message: RecordOf<'message'> | undefined): void {
    if (!this.#input.media || message?.media?.fileId === undefined) return;
    const { fileId, fileName, mimeType } = message.media;
    const conversationId = ConversationId.parse(message.conversationId);
    // The first message that carries it gives it its ending.
    if (!this.#files.has(fileId)) {
      this.#files.set(fileId, { conversationId, path: mediaPath(fileId, fileName, mimeType) });
    }
  }

  async #mediaFiles(): Promise<void> {
    const { onProgress } = this.#input;
    const total = this.#files.size;
    let done = 0;
    for (const [fileId, { conversationId, path }] of this.#files) {
      onProgress({ phase: 'media', done, total });
      this.#refuseCancelled();
      done += 1;
      const bytes = await this.#bytesOf(conversationId, fileId);
      if (!bytes) {
        this.#missingFiles.push(fileId);
        continue;
      }
      await this.#archive.addBytes(path, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await this.#add('file', { fileId, conversationId, path, size: bytes.length, sha256 });
    }
  }

  /** A whole file, which is never long (`MAXIMUM_MEDIA_BYTES`); null for one that is not there or was altered. */
  async #bytesOf(conversationId: ConversationId, fileId: string): Promise<Buffer | null> {
    try {
      const file = await this.#input.stores.media.open(conversationId, fileId);
      if (!file) return null;
      const pieces: Uint8Array[] = [];
      for await (const piece of file.bytes) pieces.push(piece);
      return Buffer.concat(pieces);
    } catch (error) {
      const isGone = error instanceof AppError && goneCodes.includes(error.code);
      if (isGone) return null;
      throw error;
    }
  }

  async #accesses(): Promise<void> {
    const { stores, scope } = this.#input;
    const [contactId] = scope.contactIds;
    if (contactId === undefined) return;
    const subjects = await subjectsOfPerson(stores, ContactId.parse(contactId));
    let after: Parameters<Stores['accessLog']['page']>[0]['after'];
    do {
      const { items, next } = await stores.accessLog.page({ subjects, after, limit: ACCESS_PAGE });
      for (const { entry, recordedAt, deviceId } of items) {
        const { at, mark: _ofTheChain, ...rest } = entry;
        await this.#add('access', {
          ...rest,
          at: new Date(at).toISOString(),
          recordedAt: new Date(recordedAt).toISOString(),
          deviceId,
        });
      }
      after = next ?? undefined;
    } while (after);
  }

  async #finish(): Promise<Pick<ExportResult, 'bytes' | 'counts' | 'missingFiles'>> {
    const { exportId, scope, now, media } = this.#input;
    await this.#parts.end();
    const { parts, counts, pages } = this.#parts;
    const manifest: Manifest = {
      format: FORMAT,
      version: FORMAT_VERSION,
      exportId,
      exportedAt: new Date(now).toISOString(),
      of: scope.of,
      businessId: scope.businessId,
      withMedia: media,
      counts,
      parts,
      missingFiles: this.#missingFiles,
    };
    await this.#archive.addText(SCHEMA, json(jsonSchema()));
    await this.#archive.addText(INDEX, indexPage(manifest, pages, await this.#talkLists()));
    await this.#archive.addText(MANIFEST, json(manifest));
    this.#refuseCancelled();
    const bytes = await this.#archive.finish();
    return { bytes, counts, missingFiles: this.#missingFiles.length };
  }

  /** The list of conversations, or links to the pages of the list. HTML. */
  async #talkLists(): Promise<string> {
    if (this.#talks.length === 0) return '';
    if (this.#talks.length <= LISTED) return talkList(this.#talks, 'pages/');
    const links: string[] = [];
    for (let start = 0; start < this.#talks.length; start += LISTED) {
      const number = links.length + 1;
      const path = `pages/talks-${String(number).padStart(4, '0')}.html`;
      const some = this.#talks.slice(start, start + LISTED);
      await this.#archive.addText(path, page('Conversations', talkList(some, '')));
      links.push(`<li><a href="${path}">${start + 1} – ${start + some.length}</a></li>`);
    }
    return `<ul>${links.join('\n')}</ul>`;
  }

  #refuseCancelled(): void {
    if (this.#input.signal.aborted) throw cancelled();
  }
}

export function cancelled(): AppError {
  return new AppError('cancelled', 'The export was cancelled');
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
