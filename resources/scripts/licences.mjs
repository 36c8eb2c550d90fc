/**
 * `npm run licences`: writes `resources/docs/licences.md`. With `--check` nothing is written: it fails where the list
 * is not what ships, or a licence is not allowed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from './common/project-root.mjs';
import { runMain } from './common/run-main.mjs';
import { licencesText, shippedPackages } from './run/shipped-licences.mjs';

await runMain(async () => {
  const file = join(PROJECT_ROOT, 'resources', 'docs', 'licences.md');
  const shipped = await shippedPackages(PROJECT_ROOT);
  const text = licencesText(shipped);
  const refused = shipped.filter(({ isAllowed }) => !isAllowed);
  for (const { name, version, licence } of refused) {
    console.error(`${name} ${version} has the licence ${licence}, which is not allowed to ship.`);
  }
  if (!process.argv.includes('--check')) {
    await writeFile(file, text);
    console.log(`${shipped.length} packages are listed in resources/docs/licences.md`);
  } else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error('resources/docs/licences.md is not what ships: run `npm run licences`.');
    return 1;
  }
  return refused.length === 0 ? 0 : 1;
});
