/**
 * `npm run audit`: `npm audit`, where every finding must be fixed or answered in `resources/audit-answers.json`
 * (`{ "GHSA-…": { "answer": "why it does not matter here", "until": "2027-01-31" } }`). Needs a registry that answers
 * audits; fails where it does not, for then nothing is known.
 */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from './common/project-root.mjs';
import { runMain } from './common/run-main.mjs';
import { unanswered } from './run/audit-findings.mjs';

await runMain(async () => {
  const { stdout } = spawnSync('npm', ['audit', '--json'], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const report = JSON.parse(stdout || '{}');
  if (report.vulnerabilities === undefined) {
    console.error(
      'The registry does not answer audits: run this where it does, as in the CI of the team.',
    );
    return 1;
  }
  const file = join(PROJECT_ROOT, 'resources', 'audit-answers.json');
  const open = unanswered(report, JSON.parse(await readFile(file, 'utf8')), new Date());
  for (const { id, title, name } of open) console.error(`${id} (${name}): ${title}`);
  console.log(`${open.length} findings without an answer`);
  return open.length === 0 ? 0 : 1;
});
