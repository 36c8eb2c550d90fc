/**
 * Keeps what happens while an answer is on its way. The answer shows the past of when it was read; whoever applies
 * the events that came meanwhile on top of it misses none and lets no old answer overwrite a newer event.
 */
export class EventRecorder<Event> {
  readonly #open = new Set<Event[]>();

  record(event: Event): void {
    for (const recording of this.#open) {
      recording.push(event);
    }
  }

  async during<Answer>(
    request: () => Promise<Answer>,
  ): Promise<{ readonly answer: Answer; readonly meanwhile: readonly Event[] }> {
    const meanwhile: Event[] = [];
    this.#open.add(meanwhile);
    try {
      return { answer: await request(), meanwhile };
    } finally {
      this.#open.delete(meanwhile);
    }
  }
}
