/**
 * The start-up application of an Electron distribution: it loads the application folder that is
 * named on the command line, as the one inside the official distribution does. The runtime that is
 * put together from an npm package has none of its own.
 *
 * It is an ES module, so Electron waits for it (and for the application's own top-level `await`)
 * before `ready`. `process.argv` is left as it came: Playwright, puppeteer and the application
 * expect what the official distribution shows them.
 */
// eslint-disable-next-line house/import-zones -- this is a part of Electron, not of the application
import { app, dialog } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Electron keeps these three for the start-up application and leaves them out of its declarations.
 *
 * @typedef {object} StartUpMethods
 * @property {(path: string) => void} setAppPath
 * @property {(version: string) => void} setVersion
 * @property {(name: string) => void} setDesktopName
 */
const startingApp = /** @type {Electron.App & StartUpMethods} */ (app);

/**
 * @param {readonly string[]} args what follows the executable
 * @returns {{ version: boolean, modules: string[], folder: string | undefined }}
 */
function parseArguments(args) {
  /** @type {string[]} */
  const modules = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--version' || arg === '-v') return { version: true, modules, folder: undefined };
    if (arg.startsWith('--app=')) {
      return { version: false, modules, folder: arg.slice('--app='.length) };
    }
    if (arg === '--require' || arg === '-r') {
      index += 1;
      const name = args[index];
      if (name === undefined) throw new Error('--require needs the path of a module after it.');
      modules.push(name);
    } else if (!arg.startsWith('-')) {
      return { version: false, modules, folder: arg };
    }
  }
  return { version: false, modules, folder: undefined };
}

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  console.error(message);
  dialog.showErrorBox('Electron cannot start the application', message);
  process.exit(1);
}

/** @param {string} path a folder with a package.json, or a script */
async function loadApplication(path) {
  Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
  const target = resolve(path);
  if (!statSync(target, { throwIfNoEntry: false })) stop(`There is no application at ${target}.`);

  let entry = target;
  if (statSync(target).isDirectory()) {
    const packageFile = join(target, 'package.json');
    /** @type {{ name?: string, productName?: string, version?: string, desktopName?: string, main?: string }} */
    let manifest;
    try {
      manifest = JSON.parse(readFileSync(packageFile, 'utf8'));
    } catch (error) {
      stop(`${packageFile} cannot be read: ${error instanceof Error ? error.message : error}`);
    }
    if (manifest.version) startingApp.setVersion(manifest.version);
    const name = manifest.productName ?? manifest.name;
    if (name) app.setName(name);
    startingApp.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`);
    entry = resolve(target, manifest.main ?? 'index.js');
    startingApp.setAppPath(target);
  } else {
    startingApp.setAppPath(dirname(target));
  }

  try {
    await import(pathToFileURL(entry).href);
  } catch (error) {
    console.error('The application threw an error while it was loaded.');
    console.error(error);
    throw error;
  }
}

const { version, modules, folder } = parseArguments(process.argv.slice(1));
if (version) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
// Resolved like `node --require`: from the working directory.
const requireFromHere = createRequire(join(process.cwd(), 'require.js'));
for (const name of modules) requireFromHere(name);

if (folder === undefined) stop('Name the folder of an application, for example: electron .');
await loadApplication(folder);
