import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { Log } from './log.ts';
import { redact, redactText } from './redact.ts';

/** The name of the log in its folder. */
export const LOG_FILE = 'alexia-desk.log';

/** The log before that. */
const FORMER_LOG_FILE = 'alexia-desk.1.log';
/** A log that is longer than this when the app starts becomes the former one. In bytes. */
const LONGEST = 10 * 1024 * 1024;

/** A log file in `folder`, one JSON object a line. It is gone on with, unless it is longer than 10 MiB. */
export function pinoLog(folder: string, level: 'debug' | 'info' | 'warn' | 'error'): Log {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, LOG_FILE);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LONGEST) {
    renameSync(file, join(folder, FORMER_LOG_FILE));
  }
  const destination = pino.destination({
    dest: file,
    mode: 0o600,
    // The last lines before a crash are those that matter.
    sync: true,
  });
  return wrap(pino({ level, base: null }, destination));
}

function wrap(logger: pino.Logger): Log {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: Record<string, unknown> = {}): void =>
      logger[level](redact(fields), redactText(message));
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (area) => wrap(logger.child({ area })),
  };
}
