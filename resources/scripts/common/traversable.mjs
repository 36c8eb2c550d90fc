import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Whether every user of this machine can reach what lies in a folder: each folder on the way has to
 * let others pass. PostgreSQL refuses to run as root, so a user other than ours has to reach it.
 *
 * @param {string} folder that exists
 */
export async function isTraversableByAll(folder) {
  let current = await realpath(folder);
  for (;;) {
    if (((await stat(current)).mode & 0o001) === 0) return false;
    const parent = dirname(current);
    if (parent === current) return true;
    current = parent;
  }
}
