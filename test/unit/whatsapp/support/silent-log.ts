import type { Log } from '../../../../src-main/log/log.ts';

/** A log that says nothing, unless `ALEXIA_TEST_LOG` is set. */
export function silentLog(): Log {
  const say = process.env.ALEXIA_TEST_LOG ? console.log : (): void => undefined;
  const log: Log = {
    debug: (message, fields) => say('debug', message, fields ?? ''),
    info: (message, fields) => say('info', message, fields ?? ''),
    warn: (message, fields) => say('warn', message, fields ?? ''),
    error: (message, fields) => say('error', message, fields ?? ''),
    child: () => log,
  };
  return log;
}
