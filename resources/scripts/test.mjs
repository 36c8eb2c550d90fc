/**
 * `npm test`: the checks, then all tests. `node test.mjs unit|contract|e2e` runs one suite, and
 * what follows is handed to its runner. The last line of standard output is the sum.
 */
import { formatDuration } from './common/format.mjs';
import { PROJECT_ROOT } from './common/project-root.mjs';
import { Report } from './common/report.mjs';
import { runMain } from './common/run-main.mjs';
import { SetupError } from './common/setup-error.mjs';
import { buildIfStale } from './run/build-if-stale.mjs';
import { runChecks } from './run/checks.mjs';
import { addCounts, formatCounts, NO_TESTS } from './run/test-counts.mjs';
import { isSuite, runSuite, SUITES } from './run/test-suites.mjs';
import { withDesktopSession } from './session/desktop-session.mjs';
import { hasScreen } from './session/plan-session.mjs';
import { prepareProject } from './setup/prepare-project.mjs';
import { workEnvironment } from './setup/work-environment.mjs';

await runMain(async () => {
  const [first, ...rest] = process.argv.slice(2);
  const one = isSuite(first) ? first : undefined;
  if (first !== undefined && !one) {
    throw new SetupError(
      `There are no tests named "${first}". Name one of ${SUITES.join(', ')}, or nothing for all; ` +
        'what follows the name is handed to the runner.',
    );
  }
  const counts = await (one ? runTests([one], rest) : runEverything()).catch(countSetupFailure);
  if (counts.passed + counts.failed === 0) console.error('No test was run.');
  console.log(formatCounts(counts));
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
});

/**
 * What keeps all tests from running is one failure in the sum.
 *
 * @param {unknown} error
 * @returns {import('./run/test-counts.mjs').Counts}
 */
function countSetupFailure(error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`\n${error.message}`);
  return { ...NO_TESTS, failed: 1 };
}

async function runEverything() {
  const started = performance.now();
  const prepared = await prepareProject({
    quiet: false,
    isolated: true,
    engine: 'required',
    forTests: true,
  });
  const failedChecks = await runChecks({ root: PROJECT_ROOT, report: new Report() });
  const tests = await runTests(SUITES, [], prepared);
  if (failedChecks.length > 0) console.error(`Failed checks: ${failedChecks.join(', ')}`);
  console.error(`All of it took ${formatDuration(performance.now() - started)}.`);
  return addCounts([tests, { ...NO_TESTS, failed: failedChecks.length }]);
}

/**
 * @param {readonly import('./run/test-suites.mjs').SuiteName[]} suites
 * @param {readonly string[]} args for the runner
 * @param {import('./setup/work-environment.mjs').Prepared} [prepared]
 */
async function runTests(suites, args, prepared) {
  const wholeApplication = suites.some((suite) => suite !== 'unit');
  const engine = wholeApplication ? 'required' : 'not needed';
  const ready =
    prepared ??
    (await prepareProject({ quiet: true, isolated: true, engine, forTests: wholeApplication }));
  const env = workEnvironment(process.env, ready);
  if (wholeApplication) {
    await buildIfStale({ root: PROJECT_ROOT, env, report: new Report({ quiet: !prepared }) });
  }
  const runs = [];
  for (const suite of suites) {
    console.error(`\n${suite} tests`);
    runs.push(...(await Promise.all(shardsOf(suite, args, env).map(inSession))));
  }
  const failed = runs.flatMap((run) => run.failed);
  if (failed.length > 0) console.error(`\nFailed tests:\n${failed.join('\n')}`);
  return addCounts(runs.map(({ counts }) => counts));

  /** @param {{ suite: import('./run/test-suites.mjs').SuiteName, shard?: { number: number, of: number } }} share */
  function inSession({ suite, ...share }) {
    return withDesktopSession({ isolated: true, env }, (session) =>
      runSuite(suite, { args, ...share, ...session }),
    );
  }
}

/**
 * The tests of the whole app wait more than they compute: two at a time, each with a screen, a bus and a keychain of its
 * own. On the person's own screen they would take the focus from each other.
 *
 * @param {import('./run/test-suites.mjs').SuiteName} suite
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function shardsOf(suite, args, env) {
  if (suite !== 'e2e' || args.length > 0 || hasScreen(process.platform, env)) return [{ suite }];
  return [1, 2].map((number) => ({ suite, shard: { number, of: 2 } }));
}
