/**
 * `npm run screenshots [-- --axe] [WORDS]`: takes a picture of every screen, empty and full, in light and dark, into
 * `resources/docs/screenshots`. With WORDS only those whose name that regular expression matches; with `--axe` each screen
 * is checked for what keeps people from using it, too.
 */
import { runMain } from './common/run-main.mjs';
import { runInSession } from './run/run-in-session.mjs';
import { typescriptProgram } from './run/typescript-program.mjs';

await runMain(() =>
  runInSession({
    args: typescriptProgram('test/support/preview/take-documented.ts', process.argv.slice(2)),
    build: false,
    isolated: true,
    engine: 'wanted',
  }),
);
