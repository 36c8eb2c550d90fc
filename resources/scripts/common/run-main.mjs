import { SetupError } from './setup-error.mjs';

/** What a shell shows for a command that a signal ended. */
export const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Runs the body of a command and ends the process with its exit code. An error that a person can
 * put right is shown as its message; any other is a fault of ours and is shown with its stack.
 * Commands that are running when a signal ends us are ended, too.
 *
 * @param {() => Promise<number | void>} main its result is the exit code, 0 when there is none
 */
export async function runMain(main) {
  for (const [signal, exitCode] of Object.entries(EXIT_CODES)) {
    process.on(signal, () => {
      // A desktop session that listens has work to end first, and ends us by its error.
      if (process.listenerCount(signal) === 1) process.exit(exitCode);
    });
  }
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    if (error instanceof SetupError) console.error(`\n${error.message}`);
    else if (process.exitCode === 1) console.error(error);
    else console.error(error instanceof Error ? error.message : error);
  }
}

/** @param {unknown} error */
function exitCodeOf(error) {
  const code = error instanceof Error ? Reflect.get(error, 'exitCode') : undefined;
  return typeof code === 'number' ? code : 1;
}
