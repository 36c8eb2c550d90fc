import { delimiter } from 'node:path';
import { pathName } from './mongo-engine.mjs';

/**
 * What the set-up found: see each part.
 *
 * @typedef {object} Prepared
 * @property {import('./electron-runtime.mjs').ElectronRuntime} electron
 * @property {import('./mongo-engine.mjs').MongoEngine | undefined} mongo
 */

/**
 * The environment in which builds, tests, the demo and the application run. This is the one place
 * that says what the set-up hands on:
 *
 * - `ALEXIA_ELECTRON`: the Electron executable; Playwright's `executablePath`.
 * - `ALEXIA_TEST_BROWSER`: the executable that whatsapp-web.js drives in tests; the same one.
 * - `ELECTRON_EXEC_PATH`: the same one, for `electron-vite`.
 * - `ELECTRON_OVERRIDE_DIST_PATH`: its folder, for the `electron` package; left out when it is the
 *   one inside that package.
 * - `PATH`: begins with a folder whose `mongod` is the MongoDB engine, unless one is installed.
 * - `DOCUMENTDB_ROOTFS`: the root folder of DocumentDB, when that is the engine.
 *
 * A desktop session adds, where it starts them: `DISPLAY`, `DBUS_SESSION_BUS_ADDRESS`,
 * `XDG_RUNTIME_DIR`, and in an isolated one `XDG_DATA_HOME` and `XDG_CONFIG_HOME`.
 *
 * @param {NodeJS.ProcessEnv} base
 * @param {Prepared} prepared
 * @returns {NodeJS.ProcessEnv}
 */
export function workEnvironment(base, { electron, mongo }) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...base,
    ALEXIA_ELECTRON: electron.executable,
    ALEXIA_TEST_BROWSER: electron.executable,
    ELECTRON_EXEC_PATH: electron.executable,
  };
  if (electron.source !== 'package') env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.folder;
  // Terminals inside Electron applications may hand these on; ours would then not be an application.
  delete env['ELECTRON_RUN_AS_NODE'];
  delete env['ELECTRON_NO_ATTACH_CONSOLE'];
  if (mongo?.folder) {
    const path = pathName(env);
    env[path] = [mongo.folder, env[path]].filter(Boolean).join(delimiter);
  }
  if (mongo?.rootfs) env['DOCUMENTDB_ROOTFS'] = mongo.rootfs;
  return env;
}
