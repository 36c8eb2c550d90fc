/**
 * `npm run demo`: the main job with a simulated phone. Without a screen, or with `-- --once`, it
 * plays by itself and says at the end whether all of it was seen.
 */
import { runMain } from './common/run-main.mjs';
import { withOnce } from './run/demo-arguments.mjs';
import { runInSession } from './run/run-in-session.mjs';
import { typescriptProgram } from './run/typescript-program.mjs';
import { hasScreen } from './session/plan-session.mjs';

const OPTIONS = ['--once'];

await runMain(async () => {
  const unknown = process.argv.slice(2).find((each) => !OPTIONS.includes(each));
  if (unknown !== undefined) {
    console.error(`There is no option "${unknown}". Usage: npm run demo [-- ${OPTIONS.join('|')}]`);
    return 2;
  }
  const args = withOnce(process.argv.slice(2), hasScreen(process.platform, process.env));
  return runInSession({
    args: typescriptProgram('test/support/demo/run-demo.ts', args),
    build: true,
    // By itself it leaves the person's keychain alone, as tests do.
    isolated: args.includes('--once'),
    engine: 'required',
  });
});
