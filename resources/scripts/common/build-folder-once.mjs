import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLock } from './with-lock.mjs';

/**
 * Makes a folder that is either there as a whole or not at all: it is built beside its place and
 * moved there when it is complete. Of two processes that want it, one builds and the other waits.
 *
 * @param {string} folder
 * @param {(folder: string) => Promise<void>} build fills an empty folder
 * @param {() => void} [onWait] called when another process is building it
 * @returns {Promise<{ built: boolean }>} false when it was there already
 */
export async function buildFolderOnce(folder, build, onWait) {
  if (await exists(folder)) return { built: false };
  await mkdir(dirname(folder), { recursive: true });
  const buildIt = async () => {
    if (await exists(folder)) return { built: false };
    await removeUnfinished(folder);
    const unfinished = await mkdtemp(unfinishedPrefix(folder));
    try {
      await build(unfinished);
      // `mkdtemp` makes a folder that nobody else may enter.
      await chmod(unfinished, 0o755);
      await rename(unfinished, folder);
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    }
    return { built: true };
  };
  return withLock(`${folder}.lock`, buildIt, onWait);
}

/** @param {string} folder */
function unfinishedPrefix(folder) {
  return join(dirname(folder), `.${basename(folder)}-`);
}

/**
 * Removes what processes that were killed left behind. The caller holds the lock.
 *
 * @param {string} folder
 */
async function removeUnfinished(folder) {
  const prefix = basename(unfinishedPrefix(folder));
  const names = (await readdir(dirname(folder))).filter((name) => name.startsWith(prefix));
  for (const name of names) await rm(join(dirname(folder), name), { recursive: true, force: true });
}

/** @param {string} path */
async function exists(path) {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
