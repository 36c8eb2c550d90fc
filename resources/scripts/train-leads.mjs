/**
 * `npm run train:leads -- FILE`: trains the text model that finds buying messages on labelled ones, and writes
 * `resources/lead-model.json`: the same file gives the same bytes.
 */
import { runInForeground } from './common/run-in-foreground.mjs';
import { runMain } from './common/run-main.mjs';
import { typescriptProgram } from './run/typescript-program.mjs';

await runMain(() =>
  runInForeground(
    process.execPath,
    typescriptProgram('test/support/leads/run-training.ts', process.argv.slice(2)),
    { cwd: process.cwd(), env: process.env, signal: new AbortController().signal },
  ),
);
