import type { CommandName } from '../../src-preload/contract/contract.ts';
import type { ErrorCode, Failure } from '../../src-preload/contract/result.ts';

/** A command that the main process could not carry out. The user is shown `code` in words. */
export class BridgeFailure extends Error {
  override readonly name = 'BridgeFailure';
  readonly command: CommandName;
  readonly code: ErrorCode;
  /** Whether the same call may succeed later without the user changing anything. */
  readonly retryable: boolean;
  /** Eight characters that find the detail in the log. */
  readonly reference: string;

  constructor(command: CommandName, failure: Failure) {
    super(`${command} failed: ${failure.code} (${failure.reference})`);
    this.command = command;
    this.code = failure.code;
    this.retryable = failure.retryable;
    this.reference = failure.reference;
  }
}

/** Narrows what a `catch` received; anything that is not a failed command is a bug and is thrown on. */
export function toBridgeFailure(error: unknown): BridgeFailure {
  if (error instanceof BridgeFailure) {
    return error;
  }
  throw error;
}
