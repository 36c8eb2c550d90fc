import type { RecordCounts, RecordKind } from '../../src-preload/contract/data-export.ts';
import type { ArchiveWriter } from './archive-writer.ts';
import { recordPage } from './html-pages.ts';
import type { Part } from './manifest.ts';
import type { RecordOf } from './records.ts';

/** What is in memory of a file at most: lines, and characters. */
const MOST_LINES = 1_000;
const MOST_CHARACTERS = 4_000_000;

interface Open {
  lines: string[];
  records: object[];
  characters: number;
  files: number;
}

/**
 * The files of records, each kind in its own: the lines that machines read, and but for messages the page that people
 * read, cut where they become long. What is not written yet is little.
 */
export class RecordParts {
  readonly parts: Part[] = [];
  readonly counts: RecordCounts = {};
  /** The pages of each kind. */
  readonly pages = new Map<RecordKind, string[]>();
  readonly #archive: ArchiveWriter;
  readonly #open = new Map<RecordKind, Open>();

  constructor(archive: ArchiveWriter) {
    this.#archive = archive;
  }

  async add<K extends RecordKind>(kind: K, record: RecordOf<K>): Promise<void> {
    const open = this.#open.get(kind) ?? { lines: [], records: [], characters: 0, files: 0 };
    this.#open.set(kind, open);
    const line = JSON.stringify(record);
    open.lines.push(line);
    if (kind !== 'message') open.records.push(record);
    open.characters += line.length;
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    if (open.lines.length >= MOST_LINES || open.characters >= MOST_CHARACTERS) {
      await this.#flush(kind, open);
    }
  }

  /** Writes what is left of every kind. */
  async end(): Promise<void> {
    for (const [kind, open] of this.#open) await this.#flush(kind, open);
  }

  async #flush(kind: RecordKind, open: Open): Promise<void> {
    if (open.lines.length === 0) return;
    open.files += 1;
    const number = String(open.files).padStart(4, '0');
    const path = `records/${kind}-${number}.ndjson`;
    await this.#archive.addText(path, `${open.lines.join('\n')}\n`);
    this.parts.push({ kind, path, count: open.lines.length });
    if (kind !== 'message') {
      const page = `pages/${kind}-${number}.html`;
      await this.#archive.addText(page, recordPage(kind, open.records));
      this.pages.set(kind, [...(this.pages.get(kind) ?? []), page]);
    }
    open.lines = [];
    open.records = [];
    open.characters = 0;
  }
}
