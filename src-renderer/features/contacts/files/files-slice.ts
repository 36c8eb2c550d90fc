import {
  type ContactFileFormat,
  IMPORT_BATCH,
  type ImportOutcome,
} from '../../../../src-preload/contract/contact.ts';
import type { SessionId } from '../../../../src-preload/contract/ids.ts';
import { type BridgeFailure, toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { ContactFileProblem, ContactTable } from './read-contact-file.ts';
import type { ContactMapping, ReadyImport, RefusedRow } from './to-imported.ts';

/** How far a file that is being taken in has come. */
export type FileImport =
  | { readonly step: 'choosing'; readonly problem: ContactFileProblem | 'unreadable' | null }
  | { readonly step: 'matching'; readonly table: ContactTable; readonly mapping: ContactMapping }
  | { readonly step: 'importing'; readonly done: number; readonly total: number }
  | ImportReport;

export interface ImportReport {
  readonly step: 'done';
  readonly counts: Readonly<Record<ImportOutcome, number>>;
  readonly refused: readonly RefusedRow[];
  /** Why it ended before everything was taken; what was counted until then is stored. */
  readonly failure: BridgeFailure | null;
  /** How many of the file were not tried because of that. */
  readonly left: number;
}

export interface FilesSlice {
  /** Null while no file is taken in. */
  readonly fileImport: FileImport | null;
  readonly beginImport: () => void;
  readonly chooseFile: (file: File) => Promise<void>;
  readonly setMapping: (mapping: ContactMapping) => void;
  readonly runImport: (
    sessionId: SessionId,
    ready: ReadyImport,
    overwrites: boolean,
  ) => Promise<void>;
  readonly leaveImport: () => void;
  /** Writes all contacts, or those that are searched for. Answers how many; null when the person thought better of it. */
  readonly exportTo: (format: ContactFileFormat) => Promise<number | null>;
}

export function createFilesSlice(
  set: (change: Pick<FilesSlice, 'fileImport'>) => void,
  get: () => FilesSlice & { readonly searched: string; readonly load: () => Promise<void> },
  { bridge, reportFailure }: StoreDependencies,
): FilesSlice {
  return {
    fileImport: null,

    beginImport: () => set({ fileImport: { step: 'choosing', problem: null } }),

    async chooseFile(file) {
      try {
        // What reads files and numbers is large, and few people need it.
        const [{ readContactFile }, { guessMapping }] = await Promise.all([
          import('./read-contact-file.ts'),
          import('./to-imported.ts'),
        ]);
        const table = await readContactFile(file);
        set({
          fileImport:
            typeof table === 'string'
              ? { step: 'choosing', problem: table }
              : { step: 'matching', table, mapping: guessMapping(table) },
        });
      } catch {
        set({ fileImport: { step: 'choosing', problem: 'unreadable' } });
      }
    },

    setMapping(mapping) {
      const { fileImport } = get();
      if (fileImport?.step === 'matching') set({ fileImport: { ...fileImport, mapping } });
    },

    async runImport(sessionId, { contacts, refused }, overwrites) {
      const counts = { created: 0, updated: 0, unchanged: 0, erased: 0 };
      let done = 0;
      let failure: BridgeFailure | null = null;
      try {
        for (; done < contacts.length; done += IMPORT_BATCH) {
          set({ fileImport: { step: 'importing', done, total: contacts.length } });
          const batch = contacts.slice(done, done + IMPORT_BATCH);
          const { outcomes } = await call(bridge, 'contact.import', {
            sessionId,
            contacts: batch,
            overwrites,
            part: { done, total: contacts.length },
          });
          for (const outcome of outcomes) counts[outcome] += 1;
        }
      } catch (error) {
        failure = toBridgeFailure(error);
      }
      const left = Math.max(0, contacts.length - done);
      set({ fileImport: { step: 'done', counts, refused, failure, left } });
      await get().load();
    },

    leaveImport: () => set({ fileImport: null }),

    async exportTo(format) {
      const { searched } = get();
      try {
        const { count } = await call(bridge, 'contact.export', {
          format,
          ...(searched === '' ? {} : { search: searched }),
        });
        return count;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return null;
      }
    },
  };
}
