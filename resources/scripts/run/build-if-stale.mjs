import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../common/run-command.mjs';
import { SetupError } from '../common/setup-error.mjs';

/** What the build is made from. A missing one counts as empty. */
const SOURCES = [
  'src-main',
  'src-preload',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * Builds the application into `out/` unless what is there was built from the same sources.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {NodeJS.ProcessEnv} options.env as the set-up made it
 * @param {import('../common/report.mjs').Report} options.report
 */
export function buildIfStale({ root, env, report }) {
  return report.step('Building the application', async ({ update, done }) => {
    const stampFile = join(root, 'out', 'build-stamp.txt');
    const stamp = await stampOf(root, SOURCES);
    const before = await readFile(stampFile, 'utf8').catch(() => undefined);
    if (before === stamp && existsSync(join(root, 'out', 'main', 'index.js'))) {
      return done('the build in out/ is up to date');
    }
    await build(root, env, update);
    await mkdir(join(root, 'out'), { recursive: true });
    await writeFile(stampFile, stamp);
    done('built the application into out/');
  });
}

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {(detail: string) => void} update
 */
async function build(root, env, update) {
  const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  try {
    await runCommand(process.execPath, [electronVite, 'build', '--logLevel', 'warn'], {
      cwd: root,
      env,
      onOutput: (text) => update(text.trim().split('\n').at(-1) ?? ''),
    });
  } catch (error) {
    throw new SetupError(
      `The application could not be built.\n${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
}

/**
 * Names the state of some files and folders by names, sizes and times of change: it differs when
 * one of them was changed, added or removed.
 *
 * @param {string} root
 * @param {readonly string[]} paths relative to it
 */
export async function stampOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesIn(root, path)) {
      const { size, mtimeMs } = await stat(join(root, file));
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {Promise<string[]>} relative to the root, in a stable order
 */
async function filesIn(root, path) {
  const found = await stat(join(root, path)).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}
