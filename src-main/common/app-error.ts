import type { ErrorCode } from '../../src-preload/contract/result.ts';

const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  'not_ready',
  'database_unreachable',
  'whatsapp_not_connected',
  'whatsapp_failed',
]);

/**
 * An expected failure, classified once where it is first understood. The message is for the log and must not
 * carry a secret, a phone number or a message text; the code is what crosses the bridge.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  get retryable(): boolean {
    return retryableCodes.has(this.code);
  }
}
