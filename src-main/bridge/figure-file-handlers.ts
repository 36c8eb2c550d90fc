import { Readable } from 'node:stream';
import { BYTE_ORDER_MARK, csvLines } from '../common/csv-lines.ts';
import { writeWholeFile } from '../common/write-whole-file.ts';
import { safeFileName } from '../media/safe-file-name.ts';
import type { HandlersOf } from './handlers.ts';

interface Outside {
  /** Asks a person where a file shall go; null when they think better of it. */
  chooseSavePath(suggestedName: string): Promise<string | null>;
  /** What the main window shows, as a PDF. */
  printPage(): Promise<Uint8Array>;
}

/** The figures as files: tables, pictures, pages. */
export function figureFileHandlers(
  workplace: () => unknown,
  { chooseSavePath, printPage }: Outside,
): HandlersOf<'figureFile'> {
  const save = async (
    name: string,
    [ending, mimeType]: readonly [ending: string, mimeType: string],
    content: () => Promise<Uint8Array | string>,
  ): Promise<'saved' | 'cancelled'> => {
    // There are no figures before the team's databases are open.
    workplace();
    const path = await chooseSavePath(`${safeFileName(name, mimeType)}.${ending}`);
    if (path === null) return 'cancelled';
    await writeWholeFile(path, Readable.from([await content()]));
    return 'saved';
  };
  return {
    'figureFile.saveTable': ({ name, lines }) =>
      save(name, ['csv', 'text/csv'], async () => `${BYTE_ORDER_MARK}${csvLines(lines)}`),
    'figureFile.savePicture': ({ name, png }) => save(name, ['png', 'image/png'], async () => png),
    'figureFile.savePage': ({ name }) => save(name, ['pdf', 'application/pdf'], printPage),
  };
}
