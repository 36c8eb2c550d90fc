import { join } from 'node:path';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { Journal } from '../../../src-main/journal/journal.ts';
import type { WhatsAppWebClient } from '../../../src-main/whatsapp/whatsapp-web-client.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import type { Customer } from '../../simulator/control/customer.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { valuesOf } from '../../support/databases/values-of.ts';
import { pipeline, workedOff } from '../../support/faults/work-off.ts';
import { openDatabases, type OpenDatabases } from '../store/open-databases.ts';
import { TestDesk } from '../whatsapp/support/test-desk.ts';

export const GROUP = '120363000000000001@g.us';

/**
 * The whole way of what comes in: the simulator's page, the real library in a real browser, the journal, the pipeline,
 * both databases.
 */
export class MatrixDesk {
  readonly desk: TestDesk;
  readonly databases: OpenDatabases;
  readonly journal: Journal;
  /** Pushname and address book both know her. */
  readonly ana: Customer;
  /** Whom the address book does not know. */
  readonly eva: Customer;
  readonly #wake: () => void;
  readonly #close: () => Promise<void>;
  #client: WhatsAppWebClient | undefined;

  static async open(): Promise<MatrixDesk> {
    const desk = await TestDesk.create();
    const databases = await openDatabases();
    const folder = await dataFolder();
    const device = await DeviceDatabase.open(join(folder.path, 'device'), Buffer.alloc(32, 1));
    const journal = await Journal.open(device, () => {});
    const ingest = pipeline(journal, databases.stores);
    ingest.start();
    const matrix = new MatrixDesk(
      desk,
      databases,
      journal,
      () => ingest.wake(),
      async () => {
        await desk.remove();
        await ingest.stop();
        await device.close();
        await databases.close();
        await folder.remove();
      },
    );
    await matrix.ana.meets();
    await matrix.eva.meets();
    await desk.simulator.group(GROUP, 'Wholesale', [matrix.ana, matrix.eva]);
    await matrix.connect();
    return matrix;
  }

  private constructor(
    desk: TestDesk,
    databases: OpenDatabases,
    journal: Journal,
    wake: () => void,
    close: () => Promise<void>,
  ) {
    this.#wake = wake;
    this.desk = desk;
    this.databases = databases;
    this.journal = journal;
    this.#close = close;
    const { simulator } = desk;
    this.ana = simulator.customer('34600111222', { name: 'Ana García', pushname: 'Ana' });
    this.eva = simulator.customer('34600333444', { pushname: 'Eva' });
  }

  get client(): WhatsAppWebClient {
    if (!this.#client) throw new Error('No client is connected');
    return this.#client;
  }

  /** What the relay does with the events of a linked account. */
  async connect(): Promise<void> {
    const recorded = await this.desk.ready();
    const { client } = recorded;
    this.#client = client;
    const { stores, sessionId } = this.databases;
    await stores.contacts.sync(sessionId, await client.contacts());
    client.listen((event) => {
      if (event.kind !== 'raw') return;
      void this.journal
        .append({
          kind: 'event',
          ...this.source,
          ...event.event,
          receivedAt: Date.now(),
          linkedAt: 0,
        })
        .then(() => this.#wake());
    });
  }

  /** The client ends, as when the app is closed. */
  async disconnect(): Promise<void> {
    await this.client.stop();
    this.#client = undefined;
  }

  get source() {
    const { sessionId, userId } = this.databases;
    return { sessionId, userId, accountId: '34600000001@c.us' };
  }

  /** Puts a chat's history into the journal, as the sweep does, and waits until it is stored. */
  async readHistory(chatId: string): Promise<void> {
    const { messages } = await this.client.history({ chatId, since: 0, limit: 1_000 });
    await this.journal.append({
      kind: 'history',
      ...this.source,
      chatId,
      messages,
      linkedAt: 0,
      report: {},
    });
    this.#wake();
    await this.stored();
  }

  async stored(): Promise<void> {
    await workedOff(this.journal);
  }

  async conversationWith(chatId: string): Promise<ConversationId> {
    const { stores } = this.databases;
    const { sessionId, userId, accountId } = this.source;
    const [found] = await stores.conversations.findOrCreate([
      { accountId, chatId, sessionId, userId, name: 'Somebody', at: Date.now() },
    ]);
    if (!found) throw new Error('One was asked for');
    return found.conversation.conversationId;
  }

  /** Every document of this message in the database, as text, with the bytes of what is sealed. */
  async rawText(messageId: string): Promise<string> {
    const db = this.databases.raw.mongo;
    const values: string[] = [];
    for (const { name } of await db.listCollections({ name: /^messages_/ }).toArray()) {
      for (const document of await db.collection(name).find({ messageId }).toArray()) {
        values.push(...valuesOf({ ...document }));
      }
    }
    return values.join('\n');
  }

  close(): Promise<void> {
    return this.#close();
  }
}

/** Resolves with the message as the window gets it, once it is as it should be. */
export async function messageWhen(
  matrix: MatrixDesk,
  chatId: string,
  messageId: string,
  fits: (message: Message) => boolean = () => true,
): Promise<Message> {
  const conversationId = await matrix.conversationWith(chatId);
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = await matrix.databases.stores.messages.findMany(conversationId, [messageId]);
    const message = found.find(fits);
    if (message) return message;
    if (Date.now() > deadline) {
      throw new Error(`Not within 30 s: ${messageId} is ${JSON.stringify(found)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
