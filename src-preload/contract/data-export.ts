import { z } from 'zod';
import { BusinessId, ContactId } from './ids.ts';

/** What an archive holds, each in files of its own. `access`, `answer` and `day` are told, and not imported. */
export const recordKinds = [
  'business',
  'colleague',
  'label',
  'account',
  'campaign',
  'contact',
  'picture',
  'identity',
  'merge',
  'told_apart',
  'conversation',
  'message',
  'mark',
  'note',
  'file',
  'lead',
  'lead_change',
  'lead_message',
  'lead_judgement',
  'consent',
  'hold',
  'answer',
  'day',
  'access',
] as const;
export const RecordKind = z.enum(recordKinds);
export type RecordKind = z.infer<typeof RecordKind>;

const Count = z.number().int().nonnegative();

/** Records by kind; a kind that is not named has none. */
export const RecordCounts = z.partialRecord(RecordKind, Count);
export type RecordCounts = z.infer<typeof RecordCounts>;

/** What takes the data out, or in. */
export const exportJobs = ['person', 'business', 'import'] as const;
/**
 * `counting`: nobody can tell how far it is. `checking`: a file is read and tested, nothing is written yet. `records`,
 * `media`: counted by records and by files. `finishing`: the last. `ended`: well, not well, or cancelled; the answer of
 * the command says which.
 */
export const exportPhases = [
  'counting',
  'checking',
  'records',
  'media',
  'finishing',
  'ended',
] as const;

export const ExportProgress = z.object({
  exportId: z.uuid(),
  job: z.enum(exportJobs),
  phase: z.enum(exportPhases),
  done: Count,
  /** Null where nobody can tell. */
  total: Count.nullable(),
});
export type ExportProgress = z.infer<typeof ExportProgress>;

export const MINIMUM_EXPORT_PASSWORD = 10;
/** Of a new archive. AES-256, as 7-Zip and WinZip open it. It is not kept anywhere: nobody can tell it later. */
export const ExportPassword = z.string().min(MINIMUM_EXPORT_PASSWORD).max(200);

/** An archive that is whole, under the name that the person chose. */
export const ExportResult = z.object({
  exportId: z.uuid(),
  /** Without its folder. */
  fileName: z.string(),
  bytes: Count,
  counts: RecordCounts,
  /** Files that could not be read; each is named in the archive's `data.json`. */
  missingFiles: Count,
});
export type ExportResult = z.infer<typeof ExportResult>;

/** A file that a person chose; only main knows where it lies. */
export const ChosenArchive = z.object({
  exportId: z.uuid(),
  fileName: z.string(),
  isEncrypted: z.boolean(),
});
export type ChosenArchive = z.infer<typeof ChosenArchive>;

export const importRefusals = [
  /** It has not the shape that the archive's kind of record has. */
  'shape',
  /** It belongs to something that is not in the archive. */
  'orphan',
  /** The person was erased here, and is not brought back. */
  'suppressed',
  /** A file is not what the archive says it is, or not there. */
  'file',
] as const;

export const ImportRefusal = z.object({
  kind: RecordKind,
  /** The file in the archive, and its line from 1; 0 for the whole of it. */
  entry: z.string(),
  line: Count,
  reason: z.enum(importRefusals),
});
export type ImportRefusal = z.infer<typeof ImportRefusal>;

export const MAXIMUM_REFUSALS_TOLD = 200;

export const ImportReport = z.object({
  exportId: z.uuid(),
  imported: RecordCounts,
  /** By an import of the same archive that did not come to its end. */
  alreadyThere: RecordCounts,
  /** Told by the archive, and not taken: the log of accesses, and figures, which are made anew. */
  left: RecordCounts,
  refused: Count,
  /** The first of those. */
  refusals: z.array(ImportRefusal).max(MAXIMUM_REFUSALS_TOLD),
});
export type ImportReport = z.infer<typeof ImportReport>;

const none = z.object({});

/**
 * One runs at a time: `export_running`. Each answers when it has ended, null when the person thought better of it, in
 * the dialog or with `export.cancel`; nothing is left behind then. What is left of a cancelled import is taken up by the
 * next one of the same file.
 */
export const dataExportCommands = {
  /** All that is kept of a person, under every id. Asks where to. `not_found`, `file_not_written` */
  'export.person': {
    input: z.object({
      contactId: ContactId,
      /** With pictures and files of messages. */
      media: z.boolean(),
      password: ExportPassword.optional(),
    }),
    output: ExportResult.nullable(),
  },
  /** All of a business; null for everything that belongs to none. Asks where to. `not_found`, `file_not_written` */
  'export.business': {
    input: z.object({
      businessId: BusinessId.nullable(),
      media: z.boolean(),
      password: ExportPassword.optional(),
    }),
    output: ExportResult.nullable(),
  },
  /** Nothing happens where it has ended. */
  'export.cancel': { input: z.object({ exportId: z.uuid() }), output: z.null() },
  /** What runs now, started from whichever window of this desktop; null for nothing. */
  'export.running': { input: none, output: ExportProgress.nullable() },
  /** Asks for an archive, and looks whether it takes a password. `archive_invalid` */
  'export.chooseArchive': { input: none, output: ChosenArchive.nullable() },
  /**
   * Takes the archive in that was chosen under this id. Only where the workspace has no customers yet, but for those that
   * an import of the same archive has brought: `workspace_not_empty`. `archive_invalid`, `archive_password_wrong` (also
   * without one where it takes one); `not_found` where nothing was chosen under the id. Nothing is written then.
   */
  'export.import': {
    input: z.object({ exportId: z.uuid(), password: z.string().max(1_000).optional() }),
    output: ImportReport.nullable(),
  },
} as const;

export const dataExportEvents = {
  'export.progress': ExportProgress,
} as const;
