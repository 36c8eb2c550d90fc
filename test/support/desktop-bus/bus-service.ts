import {
  Message,
  type MessageBus,
  NameFlag,
  RequestNameReply,
  sessionBus,
  Variant,
} from '@jellybrick/dbus-next';

/** What a call is answered with: the values and their D-Bus signature. */
export interface Answer {
  signature: string;
  body: unknown[];
}

/** A well-known name on the session bus with one object, whose methods are answered by a function. */
export class BusService {
  readonly bus: MessageBus;
  readonly #path: string;
  readonly #name: string;

  private constructor(bus: MessageBus, name: string, path: string) {
    this.bus = bus;
    this.#name = name;
    this.#path = path;
  }

  /** The name is also the interface's. A property is answered as the method `get <property>`. */
  static async own(
    name: string,
    path: string,
    answer: (method: string, body: unknown[]) => Answer | null,
  ): Promise<BusService> {
    const bus = sessionBus();
    bus.addMethodHandler((message: Message) => {
      if (message.path !== path) return false;
      const isProperty = message.interface === 'org.freedesktop.DBus.Properties';
      const [, property] = message.body;
      const found = isProperty
        ? inVariant(answer(`get ${String(property)}`, []))
        : answer(message.member, message.body);
      if (found === null) return false;
      bus.send(Message.newMethodReturn(message, found.signature, found.body));
      return true;
    });
    const reply = await bus.requestName(name, NameFlag.DO_NOT_QUEUE);
    if (reply !== RequestNameReply.PRIMARY_OWNER) {
      bus.disconnect();
      throw new Error(`Somebody has ${name} already: a test did not stop its own`);
    }
    return new BusService(bus, name, path);
  }

  emit(signal: string, signature: string, body: unknown[]): void {
    this.bus.send(Message.newSignal(this.#path, this.#name, signal, signature, body));
  }

  stop(): void {
    this.bus.disconnect();
  }
}

function inVariant(answer: Answer | null): Answer | null {
  return answer && { signature: 'v', body: [new Variant(answer.signature, answer.body[0])] };
}
