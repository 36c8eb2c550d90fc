import { formatDuration } from '../common/format.mjs';
import { PROJECT_ROOT } from '../common/project-root.mjs';
import { Report } from '../common/report.mjs';
import { SetupError } from '../common/setup-error.mjs';
import { hasScreen } from '../session/plan-session.mjs';
import { prepareElectronRuntime } from './electron-runtime.mjs';
import { prepareGitHooks } from './git-hooks.mjs';
import { prepareMongoEngine } from './mongo-engine.mjs';
import { prepareNpmPackages } from './npm-packages.mjs';
import { preparePostgres } from './postgres-binaries.mjs';
import { prepareSystemPackages } from './system-packages.mjs';

const MINIMUM_NODE = [20, 19];

/**
 * Gets everything that the project needs on this machine, and does nothing where it is there.
 *
 * @param {object} options
 * @param {boolean} options.quiet shows only what takes long
 * @param {boolean} options.isolated whether the work brings a session bus and a keychain along, as
 *   tests and the demo do
 * @param {'required' | 'wanted' | 'not needed'} options.engine whether the work needs a MongoDB on
 *   this machine; one that is only wanted may be missing, which is told
 * @param {boolean} [options.forTests] whether tests will run that want further engines
 * @returns {Promise<import('./work-environment.mjs').Prepared>}
 * @throws {SetupError} that says what is missing and how to get it
 */
export async function prepareProject({ quiet, isolated, engine, forTests = false }) {
  const started = performance.now();
  requireNode(process.versions.node);
  const root = PROJECT_ROOT;
  const report = new Report({ quiet });

  await prepareNpmPackages({ root, report });
  await prepareGitHooks({ root, report });
  await prepareSystemPackages({
    report,
    hasScreen: hasScreen(process.platform, process.env),
    needsSession: isolated || !process.env['DBUS_SESSION_BUS_ADDRESS'],
    needsEngines: forTests,
  });
  const electron = await prepareElectronRuntime({ root, report });
  await preparePostgres({ root, report });
  const mongo = engine === 'not needed' ? undefined : await findMongo(root, report, engine);
  report.note(`Everything is ready (${formatDuration(performance.now() - started)}).`);
  return { electron, mongo };
}

/**
 * @param {string} root
 * @param {Report} report
 * @param {'required' | 'wanted'} engine
 */
async function findMongo(root, report, engine) {
  try {
    return await prepareMongoEngine({ root, report });
  } catch (error) {
    if (engine === 'required' || !(error instanceof SetupError)) throw error;
    report.warn(`${error.message}\nThe application can also use a MongoDB elsewhere.`);
    return undefined;
  }
}

/** @param {string} version */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [minimumMajor = 0, minimumMinor = 0] = MINIMUM_NODE;
  if (major > minimumMajor || (major === minimumMajor && minor >= minimumMinor)) return;
  throw new SetupError(
    `Node.js ${version} is too old: ${MINIMUM_NODE.join('.')} or newer is needed. ` +
      'Install it from https://nodejs.org or with a version manager.',
  );
}
