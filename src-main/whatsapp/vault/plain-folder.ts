import { createHash } from 'node:crypto';
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** A browser profile with its caches must fit in. Bytes. */
const ROOM_NEEDED = 512 * 1024 * 1024;

/**
 * Where profiles lie in the plain while their browsers run: in memory (a tmpfs) where there is one with room, so
 * that nothing readable reaches the disk, else in the app's data folder. The folder is this user's and this data
 * folder's own; it is made later, with nobody else allowed in. Where one already holds something, it is that one.
 */
export async function choosePlainFolder(input: {
  dataFolder: string;
  platform: NodeJS.Platform;
  environment: Readonly<Record<string, string | undefined>>;
}): Promise<string> {
  const fallback = join(input.dataFolder, 'whatsapp-running');
  if (input.platform !== 'linux') return fallback;
  const owner = createHash('sha256').update(input.dataFolder).digest('hex').slice(0, 16);
  const name = `alexia-desk-${process.getuid?.() ?? 0}-${owner}`;
  const inMemory = [input.environment.XDG_RUNTIME_DIR, '/dev/shm'].filter(
    (folder) => folder !== undefined,
  );
  // What a crash left behind must be found, also when the room has changed since.
  for (const place of [fallback, ...inMemory.map((folder) => join(folder, name))]) {
    if (await holdsProfiles(place)) return place;
  }
  for (const folder of inMemory) {
    if (await hasRoom(folder)) return join(folder, name);
  }
  return fallback;
}

async function holdsProfiles(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch {
    // Not there: nothing was left.
    return false;
  }
}

/** Linux' number for a tmpfs (`TMPFS_MAGIC` in linux/magic.h). */
const TMPFS = 0x01021994;

async function hasRoom(folder: string): Promise<boolean> {
  try {
    if (!(await stat(folder)).isDirectory()) return false;
    const system = await statfs(folder);
    return system.type === TMPFS && system.bavail * system.bsize >= ROOM_NEEDED;
  } catch {
    // Not there, or not for us: the next place is tried.
    return false;
  }
}
