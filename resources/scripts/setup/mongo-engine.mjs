import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildFolderOnce } from '../common/build-folder-once.mjs';
import { cacheFolder } from '../common/cache-folder.mjs';
import { formatBytesOf } from '../common/format.mjs';
import { runCommand, tryCommand } from '../common/run-command.mjs';
import { SetupError } from '../common/setup-error.mjs';

/** @typedef {import('../common/report.mjs').Report} Report */

/**
 * @typedef {object} MongoEngine
 * @property {'installed' | 'downloaded' | 'documentdb'} kind
 * @property {string} description for people, with its version
 * @property {string} [folder] to be put first on the PATH: its `mongod` is the engine
 * @property {string} [rootfs] for `DOCUMENTDB_ROOTFS`
 */

/** The version that the application itself fetches, too. */
const MONGODB_VERSION = '8.0.4';
const STALLED_AFTER_MS = 20_000;
const MONGOD = process.platform === 'win32' ? 'mongod.exe' : 'mongod';

/**
 * Finds a MongoDB for the tests and the demo, and fetches one when there is none.
 *
 * In this order: `mongod` on the PATH; one fetched earlier; DocumentDB prepared earlier; the
 * official `mongod`, fetched once; and as root on Debian DocumentDB, from Debian's packages.
 *
 * @param {{ root: string, report: Report }} options
 * @returns {Promise<MongoEngine>}
 * @throws {SetupError} that says how to get one
 */
export function prepareMongoEngine({ root, report }) {
  return report.step('Preparing the MongoDB engine', async ({ update, done }) => {
    const engine = (await findEngine(root)) ?? (await fetchEngine(root, update));
    done(engine.description);
    return engine;
  });
}

/** @param {string} root */
async function findEngine(root) {
  const installed = findOnPath(process.env, [standInFolder(root)]);
  if (installed) {
    const version = await versionOf(installed);
    return engine('installed', `MongoDB ${version}, the mongod on the PATH (${installed})`);
  }
  const downloaded = downloadFolder();
  if (existsSync(join(downloaded, MONGOD))) return downloadedEngine(downloaded);
  if (existsSync(join(rootfsFolder(), '.ready')) && process.getuid?.() === 0) {
    return documentDbEngine(root);
  }
  return undefined;
}

/**
 * @param {string} root
 * @param {(detail: string) => void} update
 */
async function fetchEngine(root, update) {
  let reason;
  try {
    update(`there is no mongod on the PATH, fetching MongoDB ${MONGODB_VERSION}`);
    const folder = downloadFolder();
    const tell = (/** @type {string} */ detail) =>
      update(`fetching MongoDB ${MONGODB_VERSION}, ${detail}`);
    await buildFolderOnce(
      folder,
      (unfinished) => download(unfinished, tell),
      () => tell('waiting for another set-up that is fetching it'),
    );
    return await downloadedEngine(folder);
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  try {
    update('mongod cannot be fetched, preparing DocumentDB from Debian packages');
    await prepareRootfs(root, update);
    return await documentDbEngine(root);
  } catch (error) {
    const second = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      'There is no MongoDB for the tests and the demo.\n' +
        `mongod is not on the PATH, and MongoDB ${MONGODB_VERSION} could not be fetched: ${reason}\n` +
        `DocumentDB, its stand-in from Debian packages: ${second}\n` +
        'Install MongoDB 7 or newer so that mongod is on the PATH ' +
        '(https://www.mongodb.com/docs/manual/installation/), or connect this machine to ' +
        'fastdl.mongodb.org, and run this again.',
      { cause: error },
    );
  }
}

/**
 * @param {MongoEngine['kind']} kind
 * @param {string} description
 * @returns {MongoEngine}
 */
function engine(kind, description) {
  return { kind, description };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} except folders that do not count
 * @returns {string | undefined} the path of the first `mongod`
 */
export function findOnPath(env, except) {
  const folders = (env[pathName(env)] ?? '').split(delimiter).filter(Boolean);
  return folders
    .filter((folder) => !except.includes(folder))
    .map((folder) => join(folder, MONGOD))
    .find((file) => existsSync(file));
}

/**
 * What the search path is called in an environment: on Windows it is often `Path`.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function pathName(env) {
  return Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
}

/** @param {string} mongod */
async function versionOf(mongod) {
  const { stdout } = await runCommand(mongod, ['--version'], { timeoutMs: 30_000 });
  const version = /db version v(\S+)/.exec(stdout)?.[1];
  if (!version) throw new SetupError(`${mongod} --version names no version:\n${stdout}`);
  return version;
}

function downloadFolder() {
  return join(cacheFolder(), `mongodb-${MONGODB_VERSION}-${process.platform}-${process.arch}`);
}

/**
 * @param {string} folder
 * @returns {Promise<MongoEngine>}
 */
async function downloadedEngine(folder) {
  const version = await versionOf(join(folder, MONGOD));
  return { ...engine('downloaded', `MongoDB ${version}, fetched into ${folder}`), folder };
}

/**
 * @param {string} folder
 * @param {(detail: string) => void} update
 * @returns {Promise<void>}
 */
async function download(folder, update) {
  const script = fileURLToPath(new URL('download-mongod.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, folder, MONGODB_VERSION], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let problem = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (problem += text));
  const giveUp = () => {
    problem = `nothing arrived for ${STALLED_AFTER_MS / 1000} seconds`;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(giveUp, STALLED_AFTER_MS);
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  let path;
  let before = 0;
  try {
    const ended = new Promise((resolve) => child.once('close', resolve));
    for await (const line of createInterface({ input: child.stdout })) {
      const message = JSON.parse(line);
      if (message.path) path = String(message.path);
      if (message.done > before) {
        before = message.done;
        timer.refresh();
        update(formatBytesOf(message.done, message.total));
      }
    }
    await ended;
  } finally {
    clearTimeout(timer);
    process.off('exit', stop);
  }
  if (!path) throw new Error(problem.trim() || 'the download ended without a result');
  await rename(path, join(folder, MONGOD));
}

function rootfsFolder() {
  return process.env['DOCUMENTDB_ROOTFS'] ?? join(cacheFolder(), 'documentdb-rootfs');
}

/**
 * @param {string} root
 * @param {(detail: string) => void} update
 */
async function prepareRootfs(root, update) {
  await mkdir(cacheFolder(), { recursive: true });
  const script = join(root, 'test', 'support', 'documentdb', 'prepare-rootfs.mjs');
  const result = await tryCommand(process.execPath, [script, rootfsFolder()], {
    onOutput: (text) => update(text.trim().split('\n').at(-1) ?? ''),
  });
  if (result.code !== 0) throw new Error(`${result.stdout}${result.stderr}`.trim());
}

/**
 * @param {string} root
 * @returns {Promise<MongoEngine>}
 */
async function documentDbEngine(root) {
  const folder = standInFolder(root);
  await writeStandIn(root, folder);
  const rootfs = rootfsFolder();
  const description = `DocumentDB in place of MongoDB (there is no mongod here), in ${rootfs}`;
  return { ...engine('documentdb', description), folder, rootfs };
}

/**
 * In the project and not in the shared cache, because it names files of the project.
 *
 * @param {string} root
 */
function standInFolder(root) {
  return join(root, 'node_modules', '.cache', 'alexia-desk', 'documentdb');
}

/**
 * Writes an executable named `mongod` that runs the stand-in of the tests.
 *
 * @param {string} root
 * @param {string} folder
 */
async function writeStandIn(root, folder) {
  const launcher = join(root, 'test', 'support', 'documentdb', 'mongod.mjs');
  const script = `#!/bin/sh\nexec ${shellQuote(process.execPath)} ${shellQuote(launcher)} "$@"\n`;
  const file = join(folder, 'mongod');
  if ((await readFile(file, 'utf8').catch(() => undefined)) === script) return;
  await mkdir(folder, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, script);
  await chmod(unfinished, 0o755);
  await rename(unfinished, file);
  await rm(unfinished, { force: true });
}

/** @param {string} text */
function shellQuote(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
