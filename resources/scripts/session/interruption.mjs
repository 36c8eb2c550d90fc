import { EXIT_CODES } from '../common/run-main.mjs';

const SIGNALS = /** @type {const} */ (['SIGHUP', 'SIGINT', 'SIGTERM']);

/** Work that a signal ended. Its exit code is the one that a shell shows for it. */
class Interrupted extends Error {
  /** @param {keyof typeof EXIT_CODES} signal */
  constructor(signal) {
    super(`stopped by ${signal}`);
    this.name = 'Interrupted';
    this.exitCode = EXIT_CODES[signal];
  }
}

/**
 * From now on a signal does not end this process, but aborts the returned one, with an
 * {@link Interrupted} as its reason.
 *
 * @returns {{ signal: AbortSignal, stopListening: () => void }}
 */
export function listenForInterruption() {
  const controller = new AbortController();
  const listeners = SIGNALS.map((name) => {
    const onSignal = () => controller.abort(new Interrupted(name));
    process.on(name, onSignal);
    return () => process.off(name, onSignal);
  });
  return {
    signal: controller.signal,
    stopListening: () => {
      for (const stop of listeners) stop();
    },
  };
}
