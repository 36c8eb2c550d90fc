/**
 * `npm run figures:rebuild`: throws all figures away and makes them anew from the messages, as Settings → Figures does. If
 * the app runs, it does so there.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_ROOT } from './common/project-root.mjs';

const start = join(PROJECT_ROOT, 'resources', 'scripts', 'start.mjs');
const own = process.argv.slice(2);
const { status } = spawnSync(process.execPath, [start, '--rebuild-figures', ...own], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
