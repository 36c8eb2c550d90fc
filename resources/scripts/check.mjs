/** `npm run check`: formatting, lint rules, types and unused code. */
import { PROJECT_ROOT } from './common/project-root.mjs';
import { Report } from './common/report.mjs';
import { runMain } from './common/run-main.mjs';
import { CHECKS, runChecks } from './run/checks.mjs';
import { prepareNpmPackages } from './setup/npm-packages.mjs';

await runMain(async () => {
  await prepareNpmPackages({ root: PROJECT_ROOT, report: new Report({ quiet: true }) });
  const failed = await runChecks({ root: PROJECT_ROOT, report: new Report() });
  console.log(
    failed.length === 0
      ? `${CHECKS.length} checks passed`
      : `${failed.length} of ${CHECKS.length} checks failed: ${failed.join(', ')}`,
  );
  return failed.length === 0 ? 0 : 1;
});
