import type { ReceivedMessage } from '../../../../src-main/domain/whatsapp-event.ts';
import { translateMessage } from '../../../../src-main/whatsapp/translators/translate-message.ts';
import type { ClientEvent, WhatsAppClient } from '../../../../src-main/whatsapp/whatsapp-client.ts';

type Kind = ClientEvent['kind'];
type EventOf<K extends Kind> = Extract<ClientEvent, { kind: K }>;

/** A client, and everything it has said. */
export class RecordedClient<Client extends WhatsAppClient = WhatsAppClient> {
  readonly client: Client;
  readonly events: ClientEvent[] = [];
  #changed: () => void = () => undefined;

  constructor(client: Client) {
    this.client = client;
    client.listen((event) => {
      this.events.push(event);
      this.#changed();
    });
  }

  all<K extends Kind>(kind: K): EventOf<K>[] {
    return this.events.filter((event): event is EventOf<K> => event.kind === kind);
  }

  /** The messages among the raw events, understood. */
  get messages(): ReceivedMessage[] {
    return this.all('raw')
      .filter(({ event }) => event.type === 'message')
      .map(({ event }) => translateMessage(event.raw))
      .filter((message) => message !== null);
  }

  /** Resolves with the first value that is neither undefined nor false; looked at after every event. */
  async until<Value>(
    what: string,
    look: (events: readonly ClientEvent[]) => Value | undefined | false,
    milliseconds = 20_000,
  ): Promise<Value> {
    const deadline = Date.now() + milliseconds;
    for (;;) {
      const value = look(this.events);
      if (value !== undefined && value !== false) return value;
      const left = deadline - Date.now();
      const kinds = this.events.map(({ kind }) => kind).join(' ');
      if (left <= 0) throw new Error(`Not within ${milliseconds} ms: ${what}; came: ${kinds}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#changed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** The next event of this kind after the first `after` events; the first of all when left out. */
  async next<K extends Kind>(kind: K, after = 0, milliseconds?: number): Promise<EventOf<K>> {
    return await this.until(
      kind,
      (events) => events.slice(after).find((event): event is EventOf<K> => event.kind === kind),
      milliseconds,
    );
  }

  /** The message with this text. */
  async message(content: string): Promise<ReceivedMessage> {
    return await this.until(`the message "${content}"`, () =>
      this.messages.find((message) => message.content === content),
    );
  }
}
