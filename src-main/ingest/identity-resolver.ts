import type { ConversationId, SessionId, UserId } from '../../src-preload/contract/ids.ts';
import type { Clock } from '../common/clock.ts';
import type { Identity, WhatsAppId } from '../domain/whatsapp-event.ts';
import { isPersonId } from '../domain/whatsapp-id.ts';
import type { Log } from '../log/log.ts';
import type { IdentitySource } from '../store/identity-store.ts';
import type { Stores } from '../store/stores.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { Publish } from './store-chat-batches.ts';

/** Between two questions to WhatsApp's server about people, in milliseconds: who asks for many is banned. */
const LOOKUP_EVERY_MS = 3_000;
/** How long an answer that says nothing stands: a person may show the number later. Milliseconds. */
const ASK_AGAIN_MS = 7 * 24 * 60 * 60_000;

interface Account {
  sessionId: SessionId;
  accountId: WhatsAppId;
}

/**
 * Keeps who is who: notes what says that two ids are one person, and shows their conversations and contacts as one.
 * Names and looks are no evidence, and what a person has taken apart stays apart.
 */
export class IdentityResolver {
  readonly #stores: Pick<Stores, 'identities' | 'conversations' | 'contacts'>;
  readonly #clientOf: (sessionId: SessionId) => WhatsAppClient | null;
  readonly #publish: Publish;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #lookupEvery: number;
  readonly #queue: { account: Account; whatsappId: WhatsAppId }[] = [];
  /** Until when nobody is asked for again (milliseconds), since the app started. */
  readonly #answered = new Map<WhatsAppId, number>();
  /** What messages have said since the app started, under the id from which it was said first. */
  readonly #written = new Set<string>();
  #cancelTimer: (() => void) | null = null;
  #running: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(input: {
    stores: Pick<Stores, 'identities' | 'conversations' | 'contacts'>;
    clientOf(sessionId: SessionId): WhatsAppClient | null;
    publish: Publish;
    clock: Clock;
    log: Log;
    lookupEvery?: number;
  }) {
    this.#stores = input.stores;
    this.#clientOf = (sessionId) => input.clientOf(sessionId);
    this.#publish = input.publish;
    this.#clock = input.clock;
    this.#log = input.log;
    this.#lookupEvery = input.lookupEvery ?? LOOKUP_EVERY_MS;
  }

  /** What WhatsApp says of people, in whatever number; those that have both ids are joined. */
  async note(
    { sessionId, accountId }: Account,
    people: readonly Identity[],
    source: IdentitySource = 'contact',
  ): Promise<void> {
    const at = this.#clock.now();
    const pairs = people.flatMap(({ whatsappId, siblingId }) =>
      siblingId === undefined || siblingId === whatsappId ? [] : [[whatsappId, siblingId] as const],
    );
    if (pairs.length === 0) return;
    const outcomes = await this.#stores.identities.record(
      pairs.map((ids) => ({ accountId, ids, source, at })),
    );
    const joining = pairs.filter(
      ([, other], index) => outcomes[index] !== 'refused' && isPersonId(other),
    );
    if (joining.length === 0) return;
    const joined = await this.#stores.conversations.join(accountId, joining);
    await this.#stores.contacts.join(sessionId, joining);
    if (joined > 0) {
      this.#log.info('Conversations of one person were joined', { conversations: joined });
      this.#publish('changes.missed', { conversationId: null });
    }
  }

  /**
   * Somebody wrote in this chat. What the messages say of people's ids is noted once; of who hides behind a LID and
   * says nothing WhatsApp is asked.
   */
  async noteWritten(
    account: Account & { chatId: WhatsAppId },
    people: readonly Identity[],
  ): Promise<void> {
    const { accountId, chatId } = account;
    const nameOf = ({ whatsappId, siblingId = '' }: Identity): string =>
      [accountId, chatId, whatsappId, siblingId].join(' ');
    const unheard = people.filter((each) => !this.#written.has(nameOf(each)));
    if (unheard.length > 0) {
      await this.note(account, unheard, 'message');
      for (const each of unheard) this.#written.add(nameOf(each));
    }
    if (people.length === 0) this.lookUp(account, chatId);
  }

  /** Somebody wrote under an id that hides the number: WhatsApp is asked for this one person, when it is their turn. */
  lookUp(account: Account, whatsappId: WhatsAppId): void {
    if (this.#stopping || !whatsappId.endsWith('@lid')) return;
    if (this.#clock.now() < (this.#answered.get(whatsappId) ?? 0)) return;
    this.#answered.set(whatsappId, Infinity);
    this.#queue.push({ account, whatsappId });
    this.#cancelTimer ??= this.#clock.after(this.#lookupEvery, () => this.#next());
  }

  /**
   * A person says that what is shown as this conversation are several people. They stay apart from now on. Answers
   * whether there was something to take apart.
   */
  async takeApart(conversationId: ConversationId, userId: UserId): Promise<boolean> {
    const shown = await this.#stores.conversations.find(conversationId);
    if (!shown?.otherChatIds?.length) return false;
    const ids = [shown.chatId, ...shown.otherChatIds];
    // First that it stays so: what is split and not refused would be joined again.
    await this.#stores.identities.refuse({
      accountId: shown.accountId,
      ids,
      userId,
      at: this.#clock.now(),
    });
    await this.#stores.conversations.split(conversationId);
    await this.#stores.contacts.split(shown.sessionId, ids);
    this.#publish('changes.missed', { conversationId: null });
    return true;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelTimer?.();
    await this.#running;
  }

  #next(): void {
    this.#cancelTimer = null;
    const next = this.#queue.shift();
    if (!next || this.#stopping) return;
    this.#running = this.#ask(next.account, next.whatsappId)
      .catch((error: unknown) => {
        this.#answered.delete(next.whatsappId);
        this.#log.warn('An identity was not looked up', { error });
      })
      .then(() => {
        if (this.#queue.length === 0 || this.#stopping) return;
        this.#cancelTimer = this.#clock.after(this.#lookupEvery, () => this.#next());
      });
  }

  async #ask(account: Account, whatsappId: WhatsAppId): Promise<void> {
    const client = this.#clientOf(account.sessionId);
    if (!client) {
      // Nobody answered: asked again when the person writes again.
      this.#answered.delete(whatsappId);
      return;
    }
    const identity = await client.identity(whatsappId);
    if (identity) await this.note(account, [identity], 'lookup');
    if (identity?.siblingId === undefined) {
      this.#answered.set(whatsappId, this.#clock.now() + ASK_AGAIN_MS);
    }
  }
}
