import { isUnreachable } from '../common/is-unreachable.ts';
import type { Closing, OwedFigures } from '../journal/owed-figures.ts';
import type { ChatFacts, FigureStore } from '../store/figure-store.ts';

type RecordingStore = Pick<FigureStore, 'record' | 'noteUnread' | 'noteClosed'>;

/**
 * Writes down what the figures are made of. While PostgreSQL is away messages go on: whose facts are missing is noted on
 * this device, and their messages are read again when it is back.
 */
export class FigureRecorder {
  readonly #figures: RecordingStore;
  readonly #owed: OwedFigures;
  readonly #onRecorded: () => void;

  constructor(input: { figures: RecordingStore; owed: OwedFigures; onRecorded(): void }) {
    this.#figures = input.figures;
    this.#owed = input.owed;
    this.#onRecorded = () => input.onRecorded();
  }

  /** Facts of what the pipeline has stored. */
  record(chats: readonly ChatFacts[]): Promise<void> {
    return this.#orOwe(
      () => this.#figures.record(chats),
      () => this.#owed.add(chats.map(({ conversationId }) => conversationId)),
    );
  }

  /** A person has closed a conversation. `at` in milliseconds. */
  noteClosed(closing: Closing): Promise<void> {
    return this.#orOwe(
      () => this.#figures.noteClosed(closing.conversationId, closing.at),
      () => this.#owed.addClosing(closing),
    );
  }

  /** Notes in the database what is only noted here. Rejects while it is away. */
  async payBack(): Promise<void> {
    for (const closing of this.#owed.closings()) {
      await this.#figures.noteClosed(closing.conversationId, closing.at);
      await this.#owed.settleClosing(closing);
    }
    const owed = this.#owed.conversations();
    if (owed.length === 0) return;
    await this.#figures.noteUnread(owed);
    await this.#owed.settle(owed);
  }

  async #orOwe(write: () => Promise<void>, owe: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      await owe();
      return;
    }
    this.#onRecorded();
  }
}
