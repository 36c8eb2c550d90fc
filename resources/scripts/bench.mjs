/**
 * `npm run bench [-- NAME…] [--large] [--short]`: measures how fast the application is beside the
 * raw drivers and node:crypto, prints tables and writes them to `out/bench`. Without a name everything
 * is measured, one after the other; `--large` adds the search of 1,000,000 messages, `--short` does
 * with less in `day` and `window`.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from './common/project-root.mjs';
import { runMain } from './common/run-main.mjs';
import { SetupError } from './common/setup-error.mjs';
import { runInSession } from './run/run-in-session.mjs';
import { typescriptProgram } from './run/typescript-program.mjs';

await runMain(async () => {
  const args = process.argv.slice(2);
  const options = args.filter((arg) => arg.startsWith('--'));
  const files = await readdir(join(PROJECT_ROOT, 'test', 'bench'));
  const all = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));
  const wanted = args.filter((arg) => !arg.startsWith('--'));
  const unknown = wanted.find((name) => !all.includes(name));
  if (unknown !== undefined) {
    throw new SetupError(`There is no benchmark ${unknown}. There are: ${all.sort().join(', ')}`);
  }
  for (const name of wanted.length > 0 ? wanted : all.sort()) {
    const code = await runInSession({
      args: typescriptProgram(`test/bench/${name}.ts`, options),
      build: true,
      isolated: true,
      engine: 'required',
    });
    if (code !== 0) return code;
  }
  return 0;
});
