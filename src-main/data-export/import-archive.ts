import { createHash } from 'node:crypto';
import type {
  ExportProgress,
  ImportRefusal,
  ImportReport,
  RecordCounts,
  RecordKind,
} from '../../src-preload/contract/data-export.ts';
import { ConversationId } from '../../src-preload/contract/ids.ts';
import { AppError } from '../common/app-error.ts';
import { OrderedWork } from '../common/ordered-work.ts';
import type { DocumentKind, WriteOutcome } from '../store/document-records.ts';
import type { WrittenRowKind } from '../store/row-records.ts';
import type { Stores } from '../store/stores.ts';
import { ArchiveReader } from './archive-reader.ts';
import {
  type ArchiveIds,
  checkArchive,
  type CheckedRecord,
  isFile,
  type IsSuppressed,
  recordsOf,
  Refusals,
} from './check-archive.ts';
import { cancelled } from './export-archive.ts';
import type { Manifest } from './manifest.ts';
import { withPeople } from './people-in-records.ts';
import type { RecordOf } from './records.ts';

export interface ImportInput {
  stores: Pick<Stores, 'documentRecords' | 'rowRecords' | 'media'>;
  path: string;
  password: string | undefined;
  /** Who was erased here does not come back; without it, nobody was. */
  isSuppressed?: IsSuppressed | undefined;
  signal: AbortSignal;
  onProgress(progress: Pick<ExportProgress, 'phase' | 'done' | 'total'>): void;
}

/** Records that are written at once; messages are, a conversation at a time. */
const BATCH = 200;
const TOLD_EVERY = 500;
const CONVERSATIONS_AT_ONCE = 4;

/**
 * Takes an archive into a workspace that has no customers but those of the archive: all of it is read and checked first,
 * then written in an order in which everything finds what it belongs to. What is there already stays as it is, so that
 * an import that was killed or cancelled is taken up by the next one. Ids stay what they are, but for those of people of
 * the team who have others here, by their e-mail.
 *
 * Rejects with `archive_invalid`, `archive_password_wrong` and `workspace_not_empty` before anything is written; with
 * `cancelled`, or as the stores do.
 */
export async function importArchive(input: ImportInput): Promise<Omit<ImportReport, 'exportId'>> {
  const archive = await ArchiveReader.open(input.path, input.password);
  try {
    return await new Importing(input, archive, await archive.manifest()).run();
  } finally {
    await archive.close();
  }
}

class Importing {
  readonly #input: ImportInput;
  readonly #archive: ArchiveReader;
  readonly #manifest: Manifest;
  readonly #refusals = new Refusals();
  readonly #imported: RecordCounts = {};
  readonly #alreadyThere: RecordCounts = {};
  #ids: ArchiveIds = {
    ...{ contacts: new Set(), conversations: new Set(), leads: new Set(), files: new Set() },
  };
  #suppressed: ReadonlySet<string> = new Set();
  #people: ReadonlyMap<string, string> = new Map();
  #done = 0;

  constructor(input: ImportInput, archive: ArchiveReader, manifest: Manifest) {
    this.#input = input;
    this.#archive = archive;
    this.#manifest = manifest;
  }

  async run(): Promise<Omit<ImportReport, 'exportId'>> {
    const left = await this.#check();
    await this.#refuseCustomers();
    this.#tell();
    await this.#colleagues();
    for (const kind of ['business', 'label', 'campaign'] as const) await this.#rows(kind);
    for (const kind of ['account', 'contact', 'picture', 'identity'] as const) {
      await this.#documents(kind);
    }
    for (const kind of ['merge', 'told_apart', 'conversation', 'note'] as const) {
      await this.#documents(kind);
    }
    await this.#files();
    await this.#messages();
    for (const kind of ['lead', 'lead_change', 'lead_message', 'lead_judgement'] as const) {
      await this.#rows(kind);
    }
    for (const kind of ['consent', 'hold'] as const) await this.#rows(kind);
    return {
      imported: this.#imported,
      alreadyThere: this.#alreadyThere,
      left,
      refused: this.#refusals.count,
      refusals: this.#refusals.told,
    };
  }

  async #check(): Promise<RecordCounts> {
    const { isSuppressed, onProgress } = this.#input;
    const total = new Set(this.#manifest.parts.map(({ kind }) => kind)).size;
    let done = 0;
    const checked = await checkArchive(this.#archive, this.#manifest, {
      isSuppressed,
      onPart: () => {
        this.#refuseCancelled();
        onProgress({ phase: 'checking', done: Math.min((done += 1), total), total });
      },
    });
    this.#ids = checked.ids;
    this.#suppressed = checked.suppressed;
    return checked.left;
  }

  /** Whoever is here has to be of this archive: what another one has brought, or a linked account, is not mixed with it. */
  async #refuseCustomers(): Promise<void> {
    const { documentRecords, rowRecords } = this.#input.stores;
    const { contacts, conversations, leads } = this.#ids;
    const there = await documentRecords.customers();
    const isOther =
      there.contactIds.some((id) => !contacts.has(id)) ||
      there.conversationIds.some((id) => !conversations.has(id)) ||
      (await rowRecords.hasOtherLeads(leads));
    if (isOther) throw new AppError('workspace_not_empty', 'The workspace has customers already');
  }

  async #colleagues(): Promise<void> {
    const { stores } = this.#input;
    const records: RecordOf<'colleague'>[] = [];
    for await (const { record } of this.#records('colleague')) records.push(record);
    const { ids, outcomes } = await stores.rowRecords.knowColleagues(records);
    this.#people = ids;
    this.#count('colleague', outcomes);
  }

  async #rows(kind: WrittenRowKind): Promise<void> {
    for await (const batch of this.#batches(kind)) {
      const outcomes = await this.#input.stores.rowRecords.write(
        kind,
        batch.map(({ record }) => record),
      );
      this.#count(kind, outcomes);
    }
  }

  async #documents(kind: DocumentKind): Promise<void> {
    for await (const batch of this.#batches(kind)) {
      const outcomes = await this.#input.stores.documentRecords.write(
        kind,
        batch.map(({ record }) => record),
      );
      this.#count(kind, outcomes);
    }
  }

  async #files(): Promise<void> {
    const { stores, onProgress } = this.#input;
    const total = this.#ids.files.size;
    let done = 0;
    for await (const checked of this.#records('file')) {
      const { fileId, path, sha256, conversationId: id } = checked.record;
      onProgress({ phase: 'media', done, total });
      this.#refuseCancelled();
      done += 1;
      const conversationId = ConversationId.parse(id);
      if (await stores.media.open(conversationId, fileId)) {
        this.#count('file', ['there']);
        continue;
      }
      const hash = createHash('sha256');
      const read = this.#archive.bytes(path);
      const hashed = async function* (): AsyncGenerator<Uint8Array> {
        for await (const bytes of read) {
          hash.update(bytes);
          yield bytes;
        }
        // Before it counts as stored.
        if (hash.digest('hex') !== sha256) throw new FileAltered();
      };
      try {
        const stored = await stores.media.put(conversationId, hashed(), fileId);
        if (stored.fileId !== fileId) throw new FileAltered();
        this.#count('file', ['new']);
      } catch (error) {
        if (!(error instanceof FileAltered)) throw error;
        this.#refuse(checked, 'file');
      }
    }
  }

  async #messages(): Promise<void> {
    let batch: RecordOf<'message'>[] = [];
    const writes = new OrderedWork(CONVERSATIONS_AT_ONCE);
    const write = async (): Promise<void> => {
      const [first] = batch;
      if (!first) return;
      const records = batch;
      batch = [];
      await writes.room(CONVERSATIONS_AT_ONCE - 1);
      writes.add([first.conversationId], async () => {
        const outcomes = await this.#input.stores.documentRecords.writeMessages(
          ConversationId.parse(first.conversationId),
          records,
        );
        this.#count('message', outcomes);
      });
    };
    try {
      for await (const { record } of this.#records('message')) {
        const isOther = batch[0] !== undefined && batch[0].conversationId !== record.conversationId;
        if (isOther || batch.length >= BATCH) await write();
        batch.push(record);
      }
      await write();
    } finally {
      // What was begun is ended, whatever ends this.
      await writes.room(0);
    }
  }

  async *#batches<K extends RecordKind>(kind: K): AsyncGenerator<CheckedRecord<K>[]> {
    let batch: CheckedRecord<K>[] = [];
    for await (const checked of this.#records(kind)) {
      batch.push(checked);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  /** What can be imported of a kind, with the people of this workspace in it. */
  async *#records<K extends RecordKind>(kind: K): AsyncGenerator<CheckedRecord<K>> {
    const all = recordsOf(this.#archive, this.#manifest, kind, this.#refusals.add);
    for await (const checked of all) {
      this.#refuseCancelled();
      const reason = this.#reasonAgainst(kind, checked.record);
      if (reason !== null) {
        this.#refuse(checked, reason);
        continue;
      }
      const record = withPeople(kind, checked.record, (id) => this.#people.get(id) ?? id);
      yield { ...checked, record: this.#withoutStrangers(kind, record) };
    }
  }

  #reasonAgainst(kind: RecordKind, record: object): ImportRefusal['reason'] | null {
    const { contacts, conversations, leads, files } = this.#ids;
    const { whatsappId, conversationId, contactId, leadId, keptId, one, other } = record as Partial<
      RecordOf<'contact'> & RecordOf<'lead_message'> & RecordOf<'merge'> & RecordOf<'told_apart'>
    >;
    if (whatsappId !== undefined && this.#suppressed.has(whatsappId)) return 'suppressed';
    const isOrphan = {
      contact: () => false,
      conversation: () => false,
      consent: () => !contacts.has(contactId ?? ''),
      hold: () => !contacts.has(contactId ?? ''),
      merge: () => !contacts.has(keptId ?? ''),
      told_apart: () => !contacts.has(one ?? '') || !contacts.has(other ?? ''),
      message: () => !conversations.has(conversationId ?? ''),
      note: () => !conversations.has(conversationId ?? ''),
      file: () => !conversations.has(conversationId ?? ''),
      lead: () => typeof conversationId === 'string' && !conversations.has(conversationId),
      lead_change: () => !leads.has(leadId ?? ''),
      lead_message: () => !leads.has(leadId ?? '') || !conversations.has(conversationId ?? ''),
      lead_judgement: () => !conversations.has(conversationId ?? ''),
    } as Partial<Record<RecordKind, () => boolean>>;
    if (isOrphan[kind]?.()) return 'orphan';
    if (kind !== 'file') return null;
    const file = record as RecordOf<'file'>;
    return files.has(file.fileId) && isFile(this.#archive, file) ? null : 'file';
  }

  /** What it was joined into may belong to another business, and stayed there. */
  #withoutStrangers<K extends RecordKind>(kind: K, record: RecordOf<K>): RecordOf<K> {
    const { joinedInto, ...rest } = record as Partial<RecordOf<'contact'>>;
    if (joinedInto === undefined) return record;
    const there = kind === 'contact' ? this.#ids.contacts : this.#ids.conversations;
    return there.has(joinedInto) ? record : (rest as RecordOf<K>);
  }

  #refuse<K extends RecordKind>(
    { part, line }: CheckedRecord<K>,
    reason: ImportRefusal['reason'],
  ): void {
    this.#refusals.add({ kind: part.kind, entry: part.path, line, reason });
  }

  #count(kind: RecordKind, outcomes: readonly WriteOutcome[]): void {
    for (const outcome of outcomes) {
      const counts = outcome === 'new' ? this.#imported : this.#alreadyThere;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    const before = this.#done;
    this.#done += outcomes.length;
    if (Math.floor(before / TOLD_EVERY) !== Math.floor(this.#done / TOLD_EVERY)) this.#tell();
  }

  #tell(): void {
    const total = Object.values(this.#manifest.counts).reduce((sum, count) => sum + count, 0);
    this.#input.onProgress({ phase: 'records', done: Math.min(this.#done, total), total });
  }

  #refuseCancelled(): void {
    if (this.#input.signal.aborted) throw cancelled();
  }
}

/** A file is not what the archive says. */
class FileAltered extends Error {}
