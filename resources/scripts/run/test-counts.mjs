/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @type {Counts} */
export const NO_TESTS = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function addCounts(all) {
  return all.reduce(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    NO_TESTS,
  );
}

/**
 * @param {Counts} counts
 * @returns {string} the line that a test run ends with
 */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Counts what a runner reported, and trusts its exit code where the report says nothing: a file
 * that could not be loaded, an error outside of all tests or a crash is one failed test at least.
 *
 * @param {Counts | undefined} reported undefined when it left no report that can be read
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countRun(reported, exitCode) {
  const counts = reported ?? NO_TESTS;
  const nothingFailed = counts.failed === 0;
  return nothingFailed && (exitCode !== 0 || !reported) ? { ...counts, failed: 1 } : counts;
}

/**
 * @param {any} report what vitest's JSON reporter wrote
 * @returns {Counts}
 */
export function countVitest(report) {
  const counts = { ...NO_TESTS };
  for (const file of report.testResults) {
    // A file that could not be loaded has no tests, and says so in its own state only.
    if (file.status === 'failed' && file.assertionResults.length === 0) counts.failed += 1;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') counts.passed += 1;
      else if (status === 'failed') counts.failed += 1;
      else counts.skipped += 1;
    }
  }
  return counts;
}

/**
 * @param {any} report what Playwright's JSON reporter wrote
 * @returns {Counts} a test that passed when it was tried again has passed
 */
export function countPlaywright(report) {
  const { expected, flaky, unexpected, skipped } = report.stats;
  // Errors outside of all tests, such as a file that could not be loaded.
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}
