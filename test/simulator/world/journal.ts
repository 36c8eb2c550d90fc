import type { JournalEntry, WorldEventName, WorldEvents } from '../protocol/page-events.ts';

/** Who caused a change: the connection of a page, which is not told about its own doing. */
export type Origin = object | null;

export type JournalListener = (entry: JournalEntry, origin: Origin) => void;

/** Every change of the world in order, so that a page that lost its connection can catch up. */
export class Journal {
  readonly #entries: JournalEntry[] = [];
  readonly #listeners = new Set<JournalListener>();

  get lastSeq(): number {
    return this.#entries.length;
  }

  record<Name extends WorldEventName>(event: Name, data: WorldEvents[Name], origin: Origin): void {
    // TypeScript cannot see that name and data of one generic pair match one member of the union.
    const entry = { seq: this.#entries.length + 1, event, data } as JournalEntry;
    this.#entries.push(entry);
    for (const listener of this.#listeners) listener(entry, origin);
  }

  after(seq: number): readonly JournalEntry[] {
    return this.#entries.slice(seq);
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: JournalListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
