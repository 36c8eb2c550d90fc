import type { Log } from '../../log/log.ts';
import type { EngineProcess } from './engine-process.ts';

const FIRST_RESTART_MS = 500;
const LONGEST_RESTART_MS = 30_000;

/**
 * Keeps an engine running: when its process ends without being asked to, it is started again, at growing intervals.
 * `start` is called once now and again for every restart. Returns the function that stops it for good.
 */
export async function supervise(input: {
  name: string;
  start(): Promise<EngineProcess>;
  stop(process: EngineProcess): Promise<void>;
  log: Log;
}): Promise<() => Promise<void>> {
  const { name, log } = input;
  let stopping = false;
  let current: EngineProcess | null = await input.start();
  let restart: NodeJS.Timeout | undefined;
  let starting: Promise<void> = Promise.resolve();

  const watch = (process: EngineProcess): void => {
    void process.exited.then(() => {
      if (stopping) return;
      log.error(`${name} ended unexpectedly; it is started again`);
      current = null;
      schedule(FIRST_RESTART_MS);
    });
  };
  const schedule = (delay: number): void => {
    restart = setTimeout(() => {
      starting = input.start().then(
        (process) => {
          current = process;
          log.info(`${name} runs again`);
          watch(process);
        },
        () => {
          if (!stopping) schedule(Math.min(delay * 2, LONGEST_RESTART_MS));
        },
      );
    }, delay);
  };
  watch(current);

  return async () => {
    if (stopping) return;
    stopping = true;
    clearTimeout(restart);
    await starting;
    if (current) await input.stop(current);
  };
}
