type Handler = (...args: never[]) => unknown;

interface Subscription {
  readonly handler: Handler;
  readonly context: unknown;
  /** The function that `once` was given; `off` finds the subscription by it too. */
  readonly original: Handler;
}

/** Backbone's events, as far as WhatsApp Web's models offer them. */
export class Emitter {
  readonly #subscriptions = new Map<string, Subscription[]>();

  /** Names are separated by blanks. */
  on(names: string, handler: Handler, context?: unknown): this {
    return this.#add(names, { handler, context, original: handler });
  }

  once(names: string, handler: Handler, context?: unknown): this {
    const wrapped = (...args: never[]): void => {
      this.off(names, wrapped);
      Reflect.apply(handler, context ?? this, args);
    };
    return this.#add(names, { handler: wrapped, context, original: handler });
  }

  /** Without a handler, every one of the names goes. */
  off(names: string, handler?: Handler): this {
    for (const name of names.split(/\s+/)) {
      const kept = (this.#subscriptions.get(name) ?? []).filter(
        (subscription) =>
          handler !== undefined &&
          subscription.handler !== handler &&
          subscription.original !== handler,
      );
      this.#subscriptions.set(name, kept);
    }
    return this;
  }

  trigger(name: string, ...args: unknown[]): void {
    for (const { handler, context } of [...(this.#subscriptions.get(name) ?? [])]) {
      try {
        Reflect.apply(handler, context ?? this, args);
      } catch (error) {
        // One listener must not stop the others; the error still shows as uncaught.
        setTimeout(() => {
          throw error;
        });
      }
    }
  }

  listenerCount(name: string): number {
    return this.#subscriptions.get(name)?.length ?? 0;
  }

  #add(names: string, subscription: Subscription): this {
    for (const name of names.split(/\s+/)) {
      this.#subscriptions.set(name, [...(this.#subscriptions.get(name) ?? []), subscription]);
    }
    return this;
  }
}
