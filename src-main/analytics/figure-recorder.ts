import { isUnreachable } from '../common/is-unreachable.ts';
import type { OwedFigures } from '../journal/owed-figures.ts';
import type { ChatFacts } from '../store/figure-store.ts';
import type { Stores } from '../store/stores.ts';

/**
 * Writes the facts of what the pipeline stores. While PostgreSQL is away the messages go on: whose facts are missing is
 * noted on this device, and their messages are read again when it is back.
 */
export class FigureRecorder {
  readonly #figures: Pick<Stores['figures'], 'record' | 'noteUnread'>;
  readonly #owed: OwedFigures;
  readonly #onRecorded: () => void;

  constructor(input: {
    figures: Pick<Stores['figures'], 'record' | 'noteUnread'>;
    owed: OwedFigures;
    onRecorded(): void;
  }) {
    this.#figures = input.figures;
    this.#owed = input.owed;
    this.#onRecorded = () => input.onRecorded();
  }

  async record(chats: readonly ChatFacts[]): Promise<void> {
    try {
      await this.#figures.record(chats);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      await this.#owed.add(chats.map(({ conversationId }) => conversationId));
      return;
    }
    this.#onRecorded();
  }

  /** Notes in the database what is only noted here. Rejects while it is away. */
  async payBack(): Promise<void> {
    const owed = this.#owed.all();
    if (owed.length === 0) return;
    await this.#figures.noteUnread(owed);
    await this.#owed.settle(owed);
  }
}
