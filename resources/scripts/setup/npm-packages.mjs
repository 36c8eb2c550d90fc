import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npmCommand, runCommand } from '../common/run-command.mjs';
import { SetupError } from '../common/setup-error.mjs';
import { withLock } from '../common/with-lock.mjs';

/** @typedef {import('../common/report.mjs').Report} Report */

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 */

/** @typedef {Record<string, LockedPackage>} LockedPackages by path, as in a lock file */

/**
 * Installs what the lock file names, when it is not there already.
 *
 * @param {{ root: string, report: Report }} options
 */
export function prepareNpmPackages({ root, report }) {
  return report.step('Installing the npm packages', async ({ update, done }) => {
    const locked = await readPackages(join(root, 'package-lock.json'));
    if (locked === undefined) {
      throw new SetupError(
        `${join(root, 'package-lock.json')} is missing or cannot be read. It is part of the project: ` +
          'restore it with "git checkout package-lock.json".',
      );
    }
    // npm writes this one when an installation is complete.
    const installedFile = join(root, 'node_modules', '.package-lock.json');
    const isInstalled = async () => {
      const installed = await readPackages(installedFile);
      return installed !== undefined && installationMatches(locked, installed);
    };
    if (await isInstalled()) {
      done(`npm packages: ${Object.keys(locked).length - 1} locked, all there`);
      return;
    }
    await withLock(
      join(root, '.npm-ci.lock'),
      async () => {
        if (await isInstalled()) return;
        await install(root, locked, update);
      },
      () => update('another set-up is installing them, waiting'),
    );
    done('npm packages installed');
  });
}

/**
 * Compares what the lock file wants with what npm noted down after its last installation.
 *
 * @param {LockedPackages} locked
 * @param {LockedPackages} installed
 * @returns {boolean} true when nothing is missing, other or surplus; optional packages may be
 *   missing, most of them are for other systems
 */
export function installationMatches(locked, installed) {
  const same = (/** @type {string} */ path) =>
    locked[path]?.version === installed[path]?.version &&
    locked[path]?.integrity === installed[path]?.integrity;
  const surplus = Object.keys(installed).some((path) => !(path in locked) || !same(path));
  if (surplus) return false;
  return Object.entries(locked).every(
    ([path, entry]) => path === '' || path in installed || entry.optional || entry.devOptional,
  );
}

/**
 * @param {string} root
 * @param {LockedPackages} locked
 * @param {(detail: string) => void} update
 */
async function install(root, locked, update) {
  const npm = npmCommand();
  const paths = Object.keys(locked).filter((path) => path !== '' && !locked[path]?.optional);
  const timer = setInterval(() => {
    const present = paths.filter((path) => existsSync(join(root, path, 'package.json'))).length;
    const detail = `${present} of ${paths.length} packages`;
    update(present < paths.length ? detail : `${detail}, running their install scripts`);
  }, 1_000);
  try {
    await runCommand(
      npm.command,
      [...npm.args, 'ci', '--loglevel=error', '--no-fund', '--no-audit'],
      {
        cwd: root,
        // whatsapp-web.js drives our own executable: no second browser is needed.
        env: {
          ...process.env,
          PUPPETEER_SKIP_DOWNLOAD: '1',
          PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
        },
      },
    );
  } catch (error) {
    throw new SetupError(
      `The npm packages could not be installed. Check the connection to the npm registry and run ` +
        `"npm ci" in ${root} to see more.\n${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  } finally {
    clearInterval(timer);
  }
}

/**
 * @param {string} file
 * @returns {Promise<LockedPackages | undefined>} undefined when it is missing or broken
 */
async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch {
    // Either way the packages have to be installed anew, or the caller says what is wrong.
    return undefined;
  }
}
