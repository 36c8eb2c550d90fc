import type { EventListener, SimulatorEventName, SimulatorEvents } from '../events.ts';
import type { Quirks } from '../quirks.ts';
import { SimulatorError } from '../simulator-error.ts';
import type { Book, BookMessage } from '../world/book.ts';
import type { CommandResults, CustomerProfile, ReplayCounts } from './commands.ts';
import type { MediaTrouble } from '../world/media-store.ts';
import type { ControlPort } from './control-port.ts';
import { Customer } from './customer.ts';
import {
  loadOptionsSchema,
  replayOptionsSchema,
  type Dialogue,
  type LoadOptions,
  type ReplayOptions,
} from './dialogues.ts';
import { Phone } from './phone.ts';

const defaultTimeoutMs = 10_000;
/** How often a condition about things outside the simulator is looked at. */
const conditionIntervalMs = 20;

interface UntilEventOptions<Name extends SimulatorEventName> {
  readonly matching?: (data: SimulatorEvents[Name]) => boolean;
  readonly timeoutMs?: number;
}

interface UntilConditionOptions {
  /** What is waited for, for the error. */
  readonly description?: string;
  readonly timeoutMs?: number;
}

type Condition = () => unknown;

/** The simulator as a test, the demo or a script drives it; the same in its process and over loopback. */
export class SimulatorControl {
  readonly phone: Phone;
  readonly #port: ControlPort;

  constructor(port: ControlPort) {
    this.#port = port;
    this.phone = new Phone(port);
  }

  /** Browser arguments that lead WhatsApp's names to the simulator and everything else nowhere. */
  launchArgs(): string[] {
    return [...this.#port.launchArgs];
  }

  /** Somebody who writes to the owner. The person is added with the first thing they do. */
  customer(number: string, profile: Omit<CustomerProfile, 'number'> = {}): Customer {
    return new Customer(this.#port, { ...profile, number });
  }

  /** Creates a group of the owner and these people; returns its chat id. */
  async group(id: string, subject: string, members: readonly Customer[]): Promise<string> {
    const profiles = members.map(({ profile }) => profile);
    return (await this.#port.call('group.create', { id, subject, members: profiles })).chatId;
  }

  readonly media = {
    /** Changes what is wrong with the file of a message: gone, slow, corrupt. What is left out stays. */
    trouble: async (id: string, trouble: MediaTrouble): Promise<void> => {
      await this.#port.call('media.trouble', { id, trouble });
    },
  };

  readonly network = {
    /** Cuts the page off, for so many milliseconds or until `restore`. */
    drop: async (milliseconds?: number): Promise<void> => {
      await this.#port.call('network.drop', { milliseconds });
    },
    restore: async (): Promise<void> => {
      await this.#port.call('network.restore', {});
    },
  };

  readonly page = {
    reload: async (): Promise<void> => {
      await this.#port.call('page.reload', {});
    },
    /** Ends the page's renderer; the browser stays. */
    crash: async (): Promise<void> => {
      await this.#port.call('page.crash', {});
    },
    /** The page answers nothing for so long. */
    hang: async (milliseconds: number): Promise<void> => {
      await this.#port.call('page.hang', { milliseconds });
    },
    /** The page takes so much more memory, and keeps it. */
    grow: async (megabytes: number): Promise<void> => {
      await this.#port.call('page.grow', { megabytes });
    },
    /** A frame of the page goes away while it is being loaded. */
    detachFrame: async (): Promise<void> => {
      await this.#port.call('page.detachFrame', {});
    },
    /** WhatsApp Web was opened elsewhere with this link. */
    conflict: async (): Promise<void> => {
      await this.#port.call('page.state', { state: 'CONFLICT' });
    },
    /** WhatsApp blocks the account. */
    ban: async (): Promise<void> => {
      await this.#port.call('page.state', { state: 'TOS_BLOCK' });
    },
    /** Nobody scanned for too long: WhatsApp offers no more codes until asked. */
    idle: async (): Promise<void> => {
      await this.#port.call('page.state', { state: 'UNPAIRED_IDLE' });
    },
    /** Puts the connection into a state such as CONFLICT, as the page shows it. */
    state: async (state: string): Promise<void> => {
      await this.#port.call('page.state', { state });
    },
    /** Rewrites the page's address without leaving it. */
    replaceState: async (): Promise<void> => {
      await this.#port.call('page.replaceState', {});
    },
    /** Puts these into the page's local storage, as pages did before multi-device; null takes one out. */
    keeps: async (items: Readonly<Record<string, string | null>>): Promise<void> => {
      await this.#port.call('page.keeps', { items });
    },
    navigateInFrame: async (): Promise<void> => {
      await this.#port.call('page.navigateInFrame', {});
    },
  };

  readonly quirks = {
    /** Changes the named troubles and leaves the others; `undefined` takes one back. */
    set: async (changes: Quirks): Promise<void> => {
      await this.#port.call('quirks.set', changes);
    },
    clear: async (): Promise<void> => {
      await this.#port.call('quirks.clear', {});
    },
  };

  /** The truth that an app is judged against. */
  book(): Promise<Book> {
    return this.#port.call('book', {});
  }

  /** One message of the book, by stanza id. */
  message(id: string): Promise<BookMessage> {
    return this.#port.call('message', { id });
  }

  /** The bytes of the file that a message carries. */
  async file(id: string): Promise<Buffer> {
    return Buffer.from((await this.#port.call('file', { id })).base64, 'base64');
  }

  /** What the phone knows of linked pages. */
  status(): Promise<CommandResults['status']> {
    return this.#port.call('status', {});
  }

  /** Modules that were asked for and that the page does not have. */
  missingModules(): Promise<readonly string[]> {
    return this.#port.call('missingModules', {});
  }

  /** Puts dialogues into the past, a customer each. */
  load(dialogues: readonly Dialogue[], options: LoadOptions = {}): Promise<ReplayCounts> {
    return this.#port.call('history.load', {
      dialogues: [...dialogues],
      options: loadOptionsSchema.parse(options),
    });
  }

  /**
   * Plays dialogues live and resolves when every turn is in the book. Customers write to the owner; what the agent says
   * is written on the owner's phone. Pages that are not connected get it later, as from WhatsApp.
   */
  replay(dialogues: readonly Dialogue[], options: ReplayOptions = {}): Promise<ReplayCounts> {
    return this.#port.call('history.replay', {
      dialogues: [...dialogues],
      options: replayOptionsSchema.parse(options),
    });
  }

  /** Returns the function that ends the subscription. */
  on<Name extends SimulatorEventName>(name: Name, listener: EventListener<Name>): () => void {
    return this.#port.events.on(name, listener);
  }

  /**
   * Resolves with the next event of this name from now on, or as soon as the condition holds.
   * Rejects with a SimulatorError `timeout`.
   */
  until<Name extends SimulatorEventName>(
    event: Name,
    options?: UntilEventOptions<Name>,
  ): Promise<SimulatorEvents[Name]>;
  until(condition: Condition, options?: UntilConditionOptions): Promise<void>;
  until<Name extends SimulatorEventName>(
    subject: Name | Condition,
    options: UntilEventOptions<Name> & UntilConditionOptions = {},
  ): Promise<SimulatorEvents[Name] | void> {
    return typeof subject === 'function'
      ? this.#untilTrue(subject, options)
      : this.#untilEvent(subject, options);
  }

  #untilEvent<Name extends SimulatorEventName>(
    name: Name,
    { matching = () => true, timeoutMs = defaultTimeoutMs }: UntilEventOptions<Name>,
  ): Promise<SimulatorEvents[Name]> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        unsubscribe();
      };
      const timer = setTimeout(() => {
        stop();
        reject(new SimulatorError('timeout', `no event ${name} within ${timeoutMs} ms`));
      }, timeoutMs);
      const unsubscribe = this.on(name, (data) => {
        if (!matching(data)) return;
        stop();
        resolve(data);
      });
    });
  }

  async #untilTrue(
    condition: Condition,
    { description = String(condition), timeoutMs = defaultTimeoutMs }: UntilConditionOptions,
  ): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (!(await condition())) {
      if (performance.now() > deadline) {
        throw new SimulatorError('timeout', `not within ${timeoutMs} ms: ${description}`);
      }
      await new Promise((resolve) => setTimeout(resolve, conditionIntervalMs));
    }
  }
}
