import type { User } from '../../src-preload/contract/app.ts';
import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { ConversationId, UserId } from '../../src-preload/contract/ids.ts';
import type { DeviceDatabase } from '../journal/device-database.ts';
import type { Log } from '../log/log.ts';
import {
  CONVERSATIONS,
  type InboxQuestion,
  rememberedPage,
  rememberedThread,
} from './remembered-inbox.ts';
import { rememberedUser, snapshotTable, threadKey } from './snapshot-row.ts';

interface Sight {
  database: DeviceDatabase;
  user: User;
  conversations: ConversationSummary[];
}

/**
 * What this computer remembers of the inbox, to be looked at while the databases are being opened. Read once; what
 * cannot be read is not remembered, and null is the answer.
 */
export class FirstSight {
  readonly #peek: () => Promise<DeviceDatabase>;
  readonly #log: Log;
  #sight: Promise<Sight | null> | null = null;

  /** `peek` gives the device's database without taking it from whoever opens the app. */
  constructor(input: { peek(): Promise<DeviceDatabase>; log: Log }) {
    this.#peek = () => input.peek();
    this.#log = input.log;
  }

  /** Nothing of what was read is answered any more. */
  forget(): void {
    this.#sight = Promise.resolve(null);
  }

  /** The person, when it is the one who worked here and there is an inbox to look at. */
  async user(userId: UserId): Promise<User | null> {
    const sight = await this.#read();
    return sight?.user.userId === userId ? sight.user : null;
  }

  async page(
    limit: number,
    question: Omit<InboxQuestion, 'viewer'> & { now: number },
  ): Promise<ReturnType<typeof rememberedPage>> {
    const sight = await this.#read();
    if (!sight || question.sort !== 'newest') return null;
    const { filter, sort, now } = question;
    const viewer = { userId: sight.user.userId, now };
    const page = rememberedPage(sight.conversations, limit, { filter, sort, viewer });
    // That nothing is asked for which is remembered does not mean that there is nothing.
    return page?.items.length === 0 ? null : page;
  }

  async thread(
    conversationId: ConversationId,
    limit: number,
  ): Promise<ReturnType<typeof rememberedThread>> {
    const sight = await this.#read();
    if (!sight) return null;
    try {
      const row = await snapshotTable(sight.database).get(threadKey(conversationId));
      if (row === null || row instanceof Error || row.kind !== 'thread') return null;
      return rememberedThread(row, limit);
    } catch {
      // Closed since: the app has ended, or begins anew.
      return null;
    }
  }

  #read(): Promise<Sight | null> {
    this.#sight ??= this.#readRows().catch((error: unknown) => {
      this.#log.debug('There is nothing to look at while the databases are opened', { error });
      return null;
    });
    return this.#sight;
  }

  async #readRows(): Promise<Sight | null> {
    const database = await this.#peek();
    const user = await rememberedUser(database);
    const rows = await snapshotTable(database).read(CONVERSATIONS);
    const conversations = rows.flatMap(({ value }) =>
      !(value instanceof Error) && value.kind === 'conversation' ? value.summary : [],
    );
    return user && conversations.length > 0 ? { database, user, conversations } : null;
  }
}
