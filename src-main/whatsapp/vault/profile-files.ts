import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * What a linked session needs of a browser's profile. Electron writes it at the top of its folder, Chrome and Edge
 * into `Default`; the cookies have moved to `Network` in newer versions.
 */
const partsInProfile = [
  'Preferences',
  'IndexedDB',
  'Local Storage',
  'Session Storage',
  'Cookies',
  'Cookies-journal',
  'Network',
  'WebStorage',
];
const parts = [
  'Local State',
  ...partsInProfile,
  ...partsInProfile.map((part) => join('Default', part)),
];

/** Locks of a running browser, and LevelDB's diaries: nothing of the session. */
const droppedNames = new Set(['LOCK', 'LOG', 'LOG.old', 'lockfile']);

/** The files of a profile that are kept, by their path within it. */
export type ProfileFiles = ReadonlyMap<string, FileMark>;

interface FileMark {
  readonly size: number;
  readonly modified: number;
  readonly identity: number;
}

export async function listProfileFiles(folder: string): Promise<ProfileFiles> {
  const files = new Map<string, FileMark>();
  for (const part of parts) await collect(folder, part, files);
  return files;
}

/**
 * Whether a copy that was made between two listings is as good as what a browser finds after a power cut at that
 * moment: no file came, went or changed, except that LevelDB's logs (`*.log`) grew. A log is only ever appended to, and
 * LevelDB ignores an unfinished entry at its end.
 */
export function onlyLogsGrew(before: ProfileFiles, after: ProfileFiles): boolean {
  if (before.size !== after.size) return false;
  for (const [path, mark] of before) {
    const now = after.get(path);
    if (now?.identity !== mark.identity) return false;
    const same = now.size === mark.size && now.modified === mark.modified;
    if (!same && !(path.endsWith('.log') && now.size >= mark.size)) return false;
  }
  return true;
}

async function collect(folder: string, path: string, files: Map<string, FileMark>): Promise<void> {
  const found = await stat(join(folder, path)).catch(ignoreAbsence);
  if (found === undefined || droppedNames.has(basename(path))) return;
  if (found.isFile()) {
    files.set(path, { size: found.size, modified: found.mtimeMs, identity: found.ino });
  } else if (found.isDirectory()) {
    const names = (await readdir(join(folder, path)).catch(ignoreAbsence)) ?? [];
    for (const name of names) await collect(folder, join(path, name), files);
  }
}

/** A running browser removes files while we look; the comparison of listings notices it. */
function ignoreAbsence(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
