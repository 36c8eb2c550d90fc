import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../common/project-root.mjs';
import { runInForeground } from '../common/run-in-foreground.mjs';
import { failedInPlaywright, failedInVitest } from './failed-tests.mjs';
import { countPlaywright, countRun, countVitest } from './test-counts.mjs';

/** @typedef {'unit' | 'contract' | 'e2e'} SuiteName */

/** In the order in which they run: what fails fast first. @type {readonly SuiteName[]} */
export const SUITES = ['unit', 'contract', 'e2e'];

/**
 * @param {string | undefined} text
 * @returns {text is SuiteName}
 */
export function isSuite(text) {
  return SUITES.some((suite) => suite === text);
}

/**
 * Runs the tests of one suite and shows them as they go.
 *
 * @param {SuiteName} suite
 * @param {object} options
 * @param {readonly string[]} options.args for the runner
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal
 * @param {{ number: number, of: number }} [options.shard] which share of its tests; all of them without it
 * @returns {Promise<{ counts: import('./test-counts.mjs').Counts, failed: string[] }>} how many, and of those that
 *   failed which and what with
 */
export async function runSuite(suite, { args, env, signal, shard }) {
  const folder = join(PROJECT_ROOT, 'out', 'test-results');
  const reportFile = join(folder, `${suite}${shard ? `-${shard.number}` : ''}.json`);
  await mkdir(folder, { recursive: true });
  await rm(reportFile, { force: true });
  const exitCode = await runInForeground(
    process.execPath,
    [...runnerOf(suite, reportFile), ...sharedOut(shard), ...args],
    {
      cwd: PROJECT_ROOT,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
      signal,
    },
  );
  const report = await readReport(reportFile);
  if (report === undefined) return { counts: countRun(undefined, exitCode), failed: [] };
  const [count, failedIn] =
    suite === 'e2e' ? [countPlaywright, failedInPlaywright] : [countVitest, failedInVitest];
  const counts = countRun(count(report), exitCode);
  const failed = failedIn(report);
  // An error that no test was running for stands only where it was printed.
  const isOutside = counts.failed > 0 && failed.length === 0;
  return {
    counts,
    failed: isOutside ? [`${suite}: an error outside of all tests, see above`] : failed,
  };
}

/**
 * @param {SuiteName} suite
 * @param {string} reportFile
 */
function runnerOf(suite, reportFile) {
  const modules = join(PROJECT_ROOT, 'node_modules');
  if (suite === 'e2e') {
    const playwright = join(modules, '@playwright', 'test', 'cli.js');
    return [playwright, 'test', '--config=test/playwright.config.ts', '--reporter=list,json'];
  }
  return [
    join(modules, 'vitest', 'vitest.mjs'),
    'run',
    '--config=test/vitest.config.ts',
    `--project=${suite}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
  ];
}

/**
 * Playwright empties its folder at the start: each share has its own.
 *
 * @param {{ number: number, of: number } | undefined} shard
 */
function sharedOut(shard) {
  if (!shard) return [];
  return [`--shard=${shard.number}/${shard.of}`, `--output=out/e2e-${shard.number}`];
}

/** @param {string} file */
async function readReport(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    console.error(`The test run ended without a report (${file}).`);
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    console.error(`The report of the test run cannot be read (${file}):`, error);
    return undefined;
  }
}
