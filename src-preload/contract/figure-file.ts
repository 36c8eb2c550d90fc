import { z } from 'zod';

/** What becomes the name of the file; its ending is added. */
const FileName = z.string().trim().min(1).max(120);
/** More than the largest table of the figures, a line for each day of a year or for each person of a team. */
const MAXIMUM_LINES = 20_000;
const MAXIMUM_COLUMNS = 60;
const MAXIMUM_PICTURE_BYTES = 30_000_000;
const pngSignature = [0x89, 0x50, 0x4e, 0x47];

const FileSaved = z.enum(['saved', 'cancelled']);

/** Each asks with the system's own dialog where the file shall go. `file_not_written` */
export const figureFileCommands = {
  /** A table as CSV, its head first; what a spreadsheet would run is made harmless. */
  'figureFile.saveTable': {
    input: z.object({
      name: FileName,
      lines: z
        .array(z.array(z.string().max(1_000)).max(MAXIMUM_COLUMNS))
        .min(1)
        .max(MAXIMUM_LINES),
    }),
    output: FileSaved,
  },
  /** A chart as a PNG. */
  'figureFile.savePicture': {
    input: z.object({
      name: FileName,
      png: z
        .instanceof(Uint8Array)
        .refine(
          (bytes) =>
            bytes.length <= MAXIMUM_PICTURE_BYTES &&
            pngSignature.every((byte, index) => bytes[index] === byte),
        ),
    }),
    output: FileSaved,
  },
  /** What the main window shows, as it is printed, as a PDF. */
  'figureFile.savePage': { input: z.object({ name: FileName }), output: FileSaved },
} as const;
