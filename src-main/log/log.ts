/**
 * The log. Fields are redacted in one place (`log/pino-log.ts`): phone numbers, message texts, addresses with
 * passwords and keys do not reach the file even when a caller passes them by mistake.
 */
export interface Log {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
  /** A log that adds `area` to every line. */
  child(area: string): Log;
}
