import { randomBytes } from 'node:crypto';
import { commands, type CommandName } from '../../src-preload/contract/contract.ts';
import type { Failure, Result } from '../../src-preload/contract/result.ts';
import type { AccessRecorder } from '../access-log/access-recorder.ts';
import { AppError } from '../common/app-error.ts';
import { type Clock, systemClock } from '../common/clock.ts';
import type { Log } from '../log/log.ts';
import type { Handlers } from './handlers.ts';

/** Whoever waits so long for an answer (ms) sees nothing but that something loads: the log says what. */
const LONG_WAIT = 10_000;

/**
 * Runs one command that came over the bridge: parses what came in, runs the handler, parses what goes out, and puts
 * either the value or the failure into an envelope. Never rejects. Name and input are as the renderer sent them.
 * How it ended is noted for the access log, if there is one.
 */
export async function runCommand(
  handlers: Handlers,
  log: Log,
  name: unknown,
  input: unknown,
  clock: Clock = systemClock,
  access?: Pick<AccessRecorder, 'noteCommand'>,
): Promise<Result<unknown>> {
  const answered = clock.after(LONG_WAIT, () => {
    log.warn('A command still waits for its answer', { command: shownName(name), ms: LONG_WAIT });
  });
  let understood: unknown;
  try {
    const command = commandNamed(name);
    const { input: inputShape, output: outputShape } = commands[command];
    const parsed = inputShape.safeParse(input);
    if (!parsed.success) {
      // Where and what kind, never the value.
      const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
      throw new AppError('bad_input', `${command} was refused: ${issues.join(', ')}`);
    }
    understood = parsed.data;
    // The contract ties each handler to the type of its own input; across all of them only this is known.
    const handler = handlers[command] as (input: unknown) => Promise<unknown>;
    const output = await handler(parsed.data);
    const value = outputShape.parse(output);
    access?.noteCommand({ name, input: understood, end: { output: value } });
    return { ok: true, value };
  } catch (error) {
    const failure = toFailure(error, log, name);
    access?.noteCommand({ name, input: understood, end: { failure: failure.code } });
    return { ok: false, error: failure };
  } finally {
    answered();
  }
}

function commandNamed(name: unknown): CommandName {
  if (typeof name === 'string' && Object.hasOwn(commands, name)) return name as CommandName;
  throw new AppError('bad_input', 'There is no such command');
}

/** The failure as the renderer may see it; the log has the rest under the same reference. */
export function toFailure(error: unknown, log: Log, doing: unknown): Failure {
  const reference = randomBytes(4).toString('hex');
  const isExpected = error instanceof AppError;
  log[isExpected ? 'warn' : 'error']('A command failed', {
    command: shownName(doing),
    reference,
    error,
  });
  return {
    code: isExpected ? error.code : 'internal',
    retryable: isExpected && error.retryable,
    reference,
  };
}

/** What the renderer calls it, as far as that is a name. */
function shownName(name: unknown): string {
  return typeof name === 'string' ? name : 'unknown';
}
