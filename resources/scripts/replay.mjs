/**
 * `npm run replay -- FILE [--dialogues N] [--kill N]`: plays recorded dialogues to the built
 * application and says what was lost, duplicated or out of order.
 */
import { runMain } from './common/run-main.mjs';
import { runInSession } from './run/run-in-session.mjs';
import { typescriptProgram } from './run/typescript-program.mjs';

await runMain(() =>
  runInSession({
    args: typescriptProgram('test/support/replay/run-replay.ts', process.argv.slice(2)),
    build: true,
    isolated: true,
    engine: 'required',
  }),
);
