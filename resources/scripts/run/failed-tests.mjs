/** Of what a test says it failed with, this many lines: what was expected, and what was there. */
const LINES = 12;

/**
 * Which tests failed and what with, for whoever has only the end of a long log.
 *
 * @param {any} report what vitest's JSON reporter wrote
 * @returns {string[]} one a test; empty when all passed
 */
export function failedInVitest(report) {
  return report.testResults.flatMap((/** @type {any} */ file) => {
    const failed = file.assertionResults.filter(
      (/** @type {any} */ test) => test.status === 'failed',
    );
    // A file that could not be loaded has no tests.
    if (failed.length === 0) {
      return file.status === 'failed' ? [described([file.name], [file.message])] : [];
    }
    return failed.map((/** @type {any} */ test) =>
      described([file.name, ...test.ancestorTitles, test.title], test.failureMessages),
    );
  });
}

/**
 * As `failedInVitest`.
 *
 * @param {any} report what Playwright's JSON reporter wrote
 * @returns {string[]}
 */
export function failedInPlaywright(report) {
  const outside = report.errors.map((/** @type {any} */ error) =>
    described(['outside of all tests'], [error.message]),
  );
  return [...report.suites.flatMap(failedInSuite), ...outside];
}

/**
 * @param {any} suite
 * @returns {string[]}
 */
function failedInSuite(suite) {
  const specs = (suite.specs ?? []).filter((/** @type {any} */ { ok }) => !ok);
  const here = specs.map((/** @type {any} */ { file, line, title, tests }) => {
    const results = tests.flatMap((/** @type {any} */ test) => test.results);
    const errors = results.flatMap((/** @type {any} */ result) => result.errors);
    return described(
      [`${file}:${line}`, title],
      errors.map((/** @type {any} */ error) => error.message),
    );
  });
  return [...here, ...(suite.suites ?? []).flatMap(failedInSuite)];
}

/**
 * @param {readonly string[]} names
 * @param {readonly (string | undefined)[]} messages
 */
function described(names, messages) {
  const lines = messages.flatMap((message) => (message ?? '').split('\n').slice(0, LINES));
  return [names.join(' › '), ...lines.map((line) => `    ${line}`)].join('\n');
}
