import { z } from 'zod';
import { bookMessageSchema } from './world/book.ts';

const byDevice = z.object({ deviceId: z.string() });

/** What the simulator tells those who drive it. */
export const simulatorEventSchemas = {
  /** Something in the book has changed; changes of one moment are told once. */
  changed: z.object({}),
  /** A page shows a QR; `ref` is the part before its first comma. */
  qrOffered: z.object({ ref: z.string() }),
  pairingCodeOffered: z.object({ code: z.string() }),
  /** The phone has accepted a page. */
  linked: byDevice,
  unlinked: z.object({ by: z.enum(['phone', 'app']) }),
  /** A linked page is connected; from here on it hears of everything. */
  online: byDevice,
  offline: byDevice,
  /** A message of the app has reached the server, for the first time. */
  outgoing: z.object({ chatId: z.string(), message: bookMessageSchema }),
  /** The app has marked a chat as seen. */
  seen: z.object({ chatId: z.string() }),
  edited: z.object({ id: z.string(), text: z.string() }),
  revoked: z.object({ id: z.string() }),
  reacted: z.object({ id: z.string(), text: z.string() }),
  typing: z.object({ chatId: z.string(), state: z.string() }),
  /** The library asked the page for a module that the simulator does not have. */
  missingModule: z.object({ name: z.string() }),
} as const;

export type SimulatorEventName = keyof typeof simulatorEventSchemas;

export type SimulatorEvents = {
  [Name in SimulatorEventName]: z.infer<(typeof simulatorEventSchemas)[Name]>;
};

export type EventListener<Name extends SimulatorEventName> = (data: SimulatorEvents[Name]) => void;

type AnyListener = (name: SimulatorEventName, data: SimulatorEvents[SimulatorEventName]) => void;

/** Typed events; a listener may subscribe to one name or to all. */
export class EventHub {
  readonly #listeners = new Map<SimulatorEventName, Set<(data: never) => void>>();
  readonly #any = new Set<AnyListener>();

  /** Returns the function that ends the subscription. */
  on<Name extends SimulatorEventName>(name: Name, listener: EventListener<Name>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  onAny(listener: AnyListener): () => void {
    this.#any.add(listener);
    return () => this.#any.delete(listener);
  }

  emit<Name extends SimulatorEventName>(name: Name, data: SimulatorEvents[Name]): void {
    const listeners = this.#listeners.get(name) as Set<EventListener<Name>> | undefined;
    for (const listener of [...(listeners ?? [])]) listener(data);
    for (const listener of [...this.#any]) listener(name, data);
  }
}
