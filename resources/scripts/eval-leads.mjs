/**
 * `npm run eval:leads -- FILE`: says how well buying messages are found among labelled ones, how long that
 * takes, and why, in ten examples.
 */
import { runInForeground } from './common/run-in-foreground.mjs';
import { runMain } from './common/run-main.mjs';
import { typescriptProgram } from './run/typescript-program.mjs';

await runMain(() =>
  runInForeground(
    process.execPath,
    typescriptProgram('test/support/leads/run-evaluation.ts', process.argv.slice(2)),
    { cwd: process.cwd(), env: process.env, signal: new AbortController().signal },
  ),
);
