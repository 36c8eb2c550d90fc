/**
 * `npm run test:fault [-- --seed N] [--runs N] [--file FILE]`: real dialogues in both directions while
 * everything around them is killed and paused; says what was lost, duplicated or out of order.
 */
import { runMain } from './common/run-main.mjs';
import { runInSession } from './run/run-in-session.mjs';
import { typescriptProgram } from './run/typescript-program.mjs';

await runMain(() =>
  runInSession({
    args: typescriptProgram('test/fault/run-faults.ts', process.argv.slice(2)),
    build: true,
    isolated: true,
    engine: 'required',
  }),
);
