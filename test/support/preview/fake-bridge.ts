import type {
  Bridge,
  CommandInput,
  CommandName,
  CommandOutput,
  EventName,
  EventPayload,
} from '../../../src-preload/contract/contract.ts';
import type { ErrorCode, Result } from '../../../src-preload/contract/result.ts';

type Handler<N extends CommandName> = (
  input: CommandInput<N>,
) => Result<CommandOutput<N>> | Promise<Result<CommandOutput<N>>>;
type Listener<N extends EventName> = (payload: EventPayload<N>) => void;

/** Wraps a value as the main process answers it. */
export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A failure as the main process answers it. */
export function fail(code: ErrorCode, reference = 'a1b2c3d4'): Result<never> {
  return { ok: false, error: { code, retryable: true, reference } };
}

/** Stands in for the main process: each command is answered by what `handle` was given last. */
export class FakeBridge implements Bridge {
  readonly calls: { readonly command: CommandName; readonly input: unknown }[] = [];
  readonly #handlers: { [N in CommandName]?: Handler<N> } = {};
  readonly #listeners: { [N in EventName]?: Set<Listener<N>> } = {};

  handle<N extends CommandName>(command: N, handler: Handler<N>): this {
    const handlers: { [K in N]?: Handler<K> } = this.#handlers;
    handlers[command] = handler;
    return this;
  }

  async invoke<N extends CommandName>(
    command: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandOutput<N>>> {
    this.calls.push({ command, input });
    const handler = this.#handlers[command];
    if (handler === undefined) {
      throw new Error(`Nothing answers ${command}.`);
    }
    return handler(input);
  }

  subscribe<N extends EventName>(event: N, listener: Listener<N>): () => void {
    const listeners = this.#listenersOf(event);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  emit<N extends EventName>(event: N, payload: EventPayload<N>): void {
    for (const listener of [...this.#listenersOf(event)]) {
      listener(payload);
    }
  }

  /** How many listeners an event has. */
  listenerCount(event: EventName): number {
    return this.#listeners[event]?.size ?? 0;
  }

  inputsOf(command: CommandName): unknown[] {
    return this.calls.filter((call) => call.command === command).map((call) => call.input);
  }

  #listenersOf<N extends EventName>(event: N): Set<Listener<N>> {
    const all: { [K in N]?: Set<Listener<K>> } = this.#listeners;
    const listeners = all[event] ?? new Set<Listener<N>>();
    all[event] = listeners;
    return listeners;
  }
}
