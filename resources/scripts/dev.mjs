/** `npm run dev`: the application, rebuilt and reloaded as its sources change. */
import { join } from 'node:path';
import { PROJECT_ROOT } from './common/project-root.mjs';
import { runMain } from './common/run-main.mjs';
import { runInSession } from './run/run-in-session.mjs';
import { sandboxSwitches } from './run/sandbox-switches.mjs';

const electronVite = join(PROJECT_ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');

await runMain(() => {
  const sandbox = sandboxSwitches().length > 0 ? ['--noSandbox'] : [];
  return runInSession({
    args: [electronVite, 'dev', ...sandbox, ...process.argv.slice(2)],
    build: false,
    isolated: false,
    engine: 'wanted',
  });
});
