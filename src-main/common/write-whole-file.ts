import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AppError } from './app-error.ts';

/**
 * Writes a file as a stream. Half a file never has the name of a whole one.
 * Rejects with `file_not_written`, or with the AppError that its source rejected with.
 */
export async function writeWholeFile(
  path: string,
  source: AsyncIterable<Uint8Array | string>,
): Promise<void> {
  const partial = `${path}.part`;
  try {
    await pipeline(source, createWriteStream(partial));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof AppError) throw error;
    throw new AppError('file_not_written', 'A file could not be written', { cause: error });
  }
}
