/**
 * `npm run test:security [-- --cases N --seed N]`: the attacks of `security` tests, with N mutated cases (60,000
 * unless it is said otherwise) of the commands, and as many of the events; the last lines are a table of what was tried
 * and what held. `npm test` runs the same with fewer cases.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_ROOT } from './common/project-root.mjs';
import { Report } from './common/report.mjs';
import { runMain } from './common/run-main.mjs';
import { buildIfStale } from './run/build-if-stale.mjs';
import { readAttacks, tableOf } from './run/attack-table.mjs';
import { addCounts, formatCounts } from './run/test-counts.mjs';
import { runSuite } from './run/test-suites.mjs';
import { withDesktopSession } from './session/desktop-session.mjs';
import { prepareProject } from './setup/prepare-project.mjs';
import { workEnvironment } from './setup/work-environment.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '60000' },
      seed: { type: 'string', default: '20261129' },
    },
  });
  const folder = join(PROJECT_ROOT, 'out', 'test-results');
  const file = join(folder, 'attacks.jsonl');
  await mkdir(folder, { recursive: true });
  await rm(file, { force: true });
  const prepared = await prepareProject({
    ...{ quiet: true, isolated: true, engine: 'required' },
    forTests: true,
  });
  const env = {
    ...workEnvironment(process.env, prepared),
    ALEXIA_ATTACKS_FILE: file,
    ALEXIA_SECURITY_CASES: values.cases,
    ALEXIA_SECURITY_SEED: values.seed,
  };
  await buildIfStale({ root: PROJECT_ROOT, env, report: new Report({ quiet: true }) });
  return withDesktopSession({ isolated: true, env }, async (session) => {
    const runs = [];
    for (const suite of /** @type {const} */ (['unit', 'contract', 'e2e'])) {
      runs.push(await runSuite(suite, { args: ['security'], ...session }));
    }
    for (const { failed } of runs) if (failed.length > 0) console.error(failed.join('\n'));
    const counts = addCounts(runs.map((run) => run.counts));
    console.log(`\nseed ${values.seed}\n${tableOf(readAttacks(await readFile(file, 'utf8')))}`);
    console.log(formatCounts(counts));
    return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
  });
});
