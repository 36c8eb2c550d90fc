/** `npm run setup`: gets everything that the project needs. `-- --quiet` shows only what takes long. */
import { runMain } from './common/run-main.mjs';
import { prepareProject } from './setup/prepare-project.mjs';

await runMain(async () => {
  const quiet = process.argv.includes('--quiet');
  await prepareProject({ quiet, isolated: true, engine: 'required', forTests: true });
});
