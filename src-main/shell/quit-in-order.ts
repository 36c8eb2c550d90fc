import { app } from 'electron';
import type { Log } from '../log/log.ts';

/** A shutdown that takes longer than this is cut short, in milliseconds: the journal makes up for it. */
const PATIENCE_MS = 30_000;

/** Closes everything before the app ends, however it is asked to: by menu, signal, or the end of the desktop session. */
export function quitInOrder(input: { beforeQuit(): void; close(): Promise<void>; log: Log }): void {
  let closing = false;
  app.on('before-quit', () => input.beforeQuit());
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    const timer = setTimeout(() => {
      input.log.error('Closing took too long and was cut short');
      app.exit(1);
    }, PATIENCE_MS);
    input.close().then(
      () => {
        clearTimeout(timer);
        app.exit(Number(process.exitCode ?? 0));
      },
      (error: unknown) => {
        input.log.error('Closing went wrong', { error });
        app.exit(1);
      },
    );
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => app.quit());
  }
  // With a tray the app outlives its windows; without databases there is nothing to outlive them for.
  app.on('window-all-closed', () => app.quit());
}
