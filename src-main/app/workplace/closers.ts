import type { Log } from '../../log/log.ts';

type Closer = () => Promise<void>;

/** What was opened and has to be closed: the last one first. */
export class Closers {
  readonly #closers: Closer[] = [];
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  add(closer: Closer): void {
    this.#closers.push(closer);
  }

  /** Closes everything, each once; one that fails is logged and keeps none of the others from it. */
  async close(): Promise<void> {
    for (const closer of this.#closers.splice(0).reverse()) {
      await closer().catch((error: unknown) => {
        this.#log.error('Closing went wrong', { error });
      });
    }
  }
}
