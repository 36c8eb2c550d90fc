/** `npm start`: the built application. What follows `--` is handed to it. */
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from './common/project-root.mjs';
import { runMain } from './common/run-main.mjs';
import { isTraversableByAll } from './common/traversable.mjs';
import { runInSession } from './run/run-in-session.mjs';
import { sandboxSwitches } from './run/sandbox-switches.mjs';

const electron = join(PROJECT_ROOT, 'node_modules', 'electron', 'cli.js');
/** For root, whose home is closed to the user that PostgreSQL then runs as. */
const SHARED_DATA = '/var/lib/alexia-desk';

await runMain(async () => {
  const own = process.argv.slice(2);
  return runInSession({
    args: [electron, '.', ...sandboxSwitches(), ...(await dataFolderSwitch(own)), ...own],
    build: true,
    isolated: false,
    engine: 'wanted',
  });
});

/** @param {readonly string[]} own */
async function dataFolderSwitch(own) {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (!asRoot || own.some((arg) => arg.startsWith('--user-data-dir'))) return [];
  if (await isTraversableByAll(homedir())) return [];
  await mkdir(SHARED_DATA, { recursive: true, mode: 0o711 });
  return [`--user-data-dir=${SHARED_DATA}`];
}
