import type { Log } from '../../../src-main/log/log.ts';

/** A log that keeps its lines for a test to look at. */
export interface RecordedLog extends Log {
  readonly lines: { level: string; message: string; fields: Record<string, unknown> }[];
}

export function recordedLog(): RecordedLog {
  const lines: RecordedLog['lines'] = [];
  const write =
    (level: string) =>
    (message: string, fields: Record<string, unknown> = {}): void => {
      lines.push({ level, message, fields });
    };
  const log: RecordedLog = {
    lines,
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: () => log,
  };
  return log;
}
