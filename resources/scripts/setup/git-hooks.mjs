import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tryCommand } from '../common/run-command.mjs';

/**
 * Installs the hook that formats and lints what is about to be committed, in a clone that has none.
 *
 * @param {{ root: string, report: import('../common/report.mjs').Report }} options
 */
export async function prepareGitHooks({ root, report }) {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const configured = manifest['simple-git-hooks'] !== undefined;
  const folder = join(root, '.git', 'hooks');
  if (!configured || process.env['CI'] || existsSync(join(folder, 'pre-commit'))) return;
  // Not a clone, or a work tree whose hooks belong to the main clone.
  if (!existsSync(join(root, '.git', 'HEAD'))) return;
  await report.step('Installing the pre-commit hook', async ({ done }) => {
    const command = join(root, 'node_modules', 'simple-git-hooks', 'cli.js');
    const { code, stderr } = await tryCommand(process.execPath, [command], { cwd: root });
    done('pre-commit hook installed');
    // Work can go on without it: the same checks run before the tests.
    if (code !== 0) report.warn(`The pre-commit hook could not be installed.\n${stderr}`);
  });
}
