import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { AppError } from '../../common/app-error.ts';

/** The version that is fetched where no `mongod` is installed: the oldest that MongoDB still maintains. */
const MONGODB_VERSION = '8.0.4';

/** How often progress is told while fetching, in milliseconds. */
const PROGRESS_MS = 500;

/**
 * Where `mongod` is: on the PATH, or fetched once into `cacheFolder` and checked against MongoDB's checksum.
 * `onDownload` hears how many percent have come, from the beginning of a download on.
 * Rejects with `local_database_missing` when there is none and it cannot be fetched.
 */
export async function findMongod(input: {
  cacheFolder: string;
  onDownload(percent: number): void;
}): Promise<string> {
  const installed = await onPath();
  if (installed) return installed;
  try {
    const { MongoBinaryDownload } =
      await import('mongodb-memory-server-core/lib/util/MongoBinaryDownload.js');
    const { getOS } = await import('mongodb-memory-server-core/lib/util/getos/index.js');
    // Without this the library accepts any certificate.
    process.env.npm_config_strict_ssl = 'true';
    const download = new MongoBinaryDownload({
      version: MONGODB_VERSION,
      downloadDir: input.cacheFolder,
      os: await getOS(),
      checkMD5: true,
    });
    const timer = setInterval(() => {
      const { current, length } = download.dlProgress;
      if (length > 0) input.onDownload(Math.min(100, Math.round((current / length) * 100)));
    }, PROGRESS_MS);
    try {
      return await download.getMongodPath();
    } finally {
      clearInterval(timer);
    }
  } catch (error) {
    throw new AppError(
      'local_database_missing',
      'There is no mongod on the PATH and it could not be fetched',
      { cause: error },
    );
  }
}

async function onPath(): Promise<string | null> {
  const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue;
    const candidate = join(folder, name);
    const found = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return candidate;
  }
  return null;
}
