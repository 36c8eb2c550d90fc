import { homedir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../common/project-root.mjs';
import { Report } from '../common/report.mjs';
import { runInForeground } from '../common/run-in-foreground.mjs';
import { withDesktopSession } from '../session/desktop-session.mjs';
import { prepareProject } from '../setup/prepare-project.mjs';
import { workEnvironment } from '../setup/work-environment.mjs';
import { buildIfStale } from './build-if-stale.mjs';

/**
 * Prepares the project and runs one of its Node.js programs in a desktop session.
 *
 * @param {object} options
 * @param {readonly string[]} options.args the program and its arguments
 * @param {boolean} options.build whether the program needs the built application
 * @param {boolean} options.isolated whether it is a test or a demo that must not touch what is the
 *   person's own; otherwise a keychain that has to be started here keeps its contents
 * @param {'required' | 'wanted'} options.engine whether it needs a MongoDB on this machine
 * @returns {Promise<number>} its exit code
 */
export async function runInSession({ args, build, isolated, engine }) {
  const prepared = await prepareProject({ quiet: true, isolated, engine });
  const env = workEnvironment(process.env, prepared);
  if (build) {
    await buildIfStale({ root: PROJECT_ROOT, env, report: new Report({ quiet: true }) });
  }
  const session = isolated
    ? { isolated, env }
    : { isolated, env, keyringFolder: developmentKeyring(env) };
  return withDesktopSession(session, ({ env: sessionEnv, signal }) =>
    runInForeground(process.execPath, args, { cwd: PROJECT_ROOT, env: sessionEnv, signal }),
  );
}

/**
 * For machines that have no keychain of their own, such as containers: what the application keeps
 * there has to be found again at its next start.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function developmentKeyring(env) {
  const data = env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share');
  return join(data, 'alexia-desk-development');
}
