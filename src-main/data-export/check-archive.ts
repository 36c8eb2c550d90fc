import {
  type ImportRefusal,
  MAXIMUM_REFUSALS_TOLD,
  type RecordCounts,
  type RecordKind,
} from '../../src-preload/contract/data-export.ts';
import { MAXIMUM_MEDIA_BYTES } from '../../src-preload/contract/message-content.ts';
import { type ArchiveReader, invalid } from './archive-reader.ts';
import type { Manifest, Part } from './manifest.ts';
import { type RecordOf, recordShapes } from './records.ts';

/** Kinds that an archive tells and nobody imports: figures are made anew, and the log is that of its workspace. */
export const toldKinds: ReadonlySet<RecordKind> = new Set(['mark', 'answer', 'day', 'access']);

export type Refuse = (refusal: ImportRefusal) => void;

/** What was refused, and how much. */
export class Refusals {
  count = 0;
  readonly told: ImportRefusal[] = [];

  readonly add: Refuse = (refusal) => {
    this.count += 1;
    if (this.told.length < MAXIMUM_REFUSALS_TOLD) this.told.push(refusal);
  };
}

/** Whether somebody was erased here and is not to come back, by any of their ids. */
export type IsSuppressed = (person: {
  whatsappId: string;
  /** Digits; empty where it is not known. */
  phoneNumber: string;
}) => Promise<boolean>;

/** The ids of what an archive has and can be imported. */
export interface ArchiveIds {
  readonly contacts: ReadonlySet<string>;
  readonly conversations: ReadonlySet<string>;
  readonly leads: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

/** A record that has the shape of its kind, with where it stands. */
export interface CheckedRecord<K extends RecordKind> {
  record: RecordOf<K>;
  part: Part;
  /** From 1. */
  line: number;
}

/** The records of a kind. What has not its shape, or belongs to nothing that is imported, is told and left out. */
export async function* recordsOf<K extends RecordKind>(
  archive: ArchiveReader,
  { parts }: Manifest,
  kind: K,
  refuse: Refuse,
): AsyncGenerator<CheckedRecord<K>> {
  const shape = recordShapes[kind];
  for (const part of parts) {
    if (part.kind !== kind) continue;
    let line = 0;
    for await (const value of archive.lines(part.path)) {
      line += 1;
      const parsed = shape.safeParse(value);
      if (parsed.success) yield { record: parsed.data as RecordOf<K>, part, line };
      else refuse({ kind, entry: part.path, line, reason: 'shape' });
    }
    if (line !== part.count) throw invalid('A file of an archive has not the lines that it says');
  }
}

/**
 * Reads all of an archive, every file to its last byte, before anything of it is written. Rejects with
 * `archive_invalid` or `archive_password_wrong`.
 */
export async function checkArchive(
  archive: ArchiveReader,
  manifest: Manifest,
  { isSuppressed, onPart }: { isSuppressed: IsSuppressed | undefined; onPart(): void },
): Promise<{ ids: ArchiveIds; suppressed: ReadonlySet<string>; left: RecordCounts }> {
  const nobody = (): void => undefined;
  const contacts = new Set<string>();
  const conversations = new Set<string>();
  const leads = new Set<string>();
  const files = new Set<string>();
  const suppressed = new Set<string>();
  const left: RecordCounts = {};
  const isGone = async (whatsappId: string, phoneNumber: string): Promise<boolean> => {
    if (suppressed.has(whatsappId)) return true;
    if (!(await isSuppressed?.({ whatsappId, phoneNumber }))) return false;
    suppressed.add(whatsappId);
    return true;
  };
  for await (const { record } of recordsOf(archive, manifest, 'contact', nobody)) {
    if (!(await isGone(record.whatsappId, record.phoneNumber))) contacts.add(record.contactId);
  }
  for await (const { record } of recordsOf(archive, manifest, 'conversation', nobody)) {
    if (!(await isGone(record.whatsappId, digitsOf(record.whatsappId)))) {
      conversations.add(record.conversationId);
    }
  }
  onPart();
  const first: ReadonlySet<RecordKind> = new Set(['contact', 'conversation']);
  for (const kind of new Set(manifest.parts.map((part) => part.kind))) {
    if (first.has(kind)) continue;
    for await (const { record } of recordsOf(archive, manifest, kind, nobody)) {
      if (toldKinds.has(kind)) left[kind] = (left[kind] ?? 0) + 1;
      if (kind === 'lead') leads.add((record as RecordOf<'lead'>).leadId);
      if (kind === 'file') {
        const file = record as RecordOf<'file'>;
        if (isFile(archive, file) && conversations.has(file.conversationId)) files.add(file.fileId);
      }
    }
    onPart();
  }
  return { ids: { contacts, conversations, leads, files }, suppressed, left };
}

/** Whether what is said of a file can be so. */
export function isFile(
  archive: Pick<ArchiveReader, 'sizeOf'>,
  { fileId, path, size }: RecordOf<'file'>,
): boolean {
  return (
    path.startsWith(`media/${fileId}.`) &&
    size <= MAXIMUM_MEDIA_BYTES &&
    archive.sizeOf(path) === size
  );
}

/** The digits of a WhatsApp id that is a number's. */
function digitsOf(whatsappId: string): string {
  return /^(\d+)@c\.us$/.exec(whatsappId)?.[1] ?? '';
}
