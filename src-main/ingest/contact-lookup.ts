import type { ConversationId, SessionId } from '../../src-preload/contract/ids.ts';
import type { Clock } from '../common/clock.ts';
import { groupBy } from '../common/group-by.ts';
import { displayName } from '../domain/display-name.ts';
import type { ContactSnapshot, WhatsAppId } from '../domain/whatsapp-event.ts';
import type { Log } from '../log/log.ts';
import type { Stores } from '../store/stores.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { IdentityResolver } from './identity-resolver.ts';
import type { Publish } from './store-chat-batches.ts';

/** People who are asked about before the answers are stored, all of them in a few round trips. */
const AT_A_TIME = 25;
/** What arrives goes first: while something waits to be stored, the next are put off by this, in milliseconds… */
const PUT_OFF_MS = 250;
/** …so often. */
const PUT_OFF_TIMES = 40;

interface NewContact {
  sessionId: SessionId;
  accountId: WhatsAppId;
  whatsappId: WhatsAppId;
  conversationId: ConversationId;
}

interface Answer extends NewContact {
  contact: ContactSnapshot;
}

/**
 * Asks WhatsApp, one by one and in the background, for what it knows of people who wrote for the first time. What
 * is lost when the app ends comes with the contacts at the next connection.
 */
export class ContactLookup {
  readonly #stores: Pick<Stores, 'contacts' | 'conversations'>;
  readonly #clientOf: (sessionId: SessionId) => WhatsAppClient | null;
  readonly #publish: Publish;
  readonly #identities: Pick<IdentityResolver, 'note' | 'lookUp'>;
  readonly #isBusy: () => boolean;
  readonly #onStored: (contacts: readonly NewContact[]) => Promise<void>;
  readonly #clock: Clock;
  readonly #log: Log;
  #queue: NewContact[] = [];
  #running: Promise<void> | null = null;
  #endPause: () => void = () => {};
  #stopping = false;

  constructor(input: {
    stores: Pick<Stores, 'contacts' | 'conversations'>;
    clientOf(sessionId: SessionId): WhatsAppClient | null;
    publish: Publish;
    identities: Pick<IdentityResolver, 'note' | 'lookUp'>;
    /** Whether messages wait to be stored. */
    isBusy(): boolean;
    /** What WhatsApp knows of them, their number, say, is stored now. */
    onStored(contacts: readonly NewContact[]): Promise<void>;
    clock: Clock;
    log: Log;
  }) {
    this.#stores = input.stores;
    this.#clientOf = input.clientOf;
    this.#publish = input.publish;
    this.#identities = input.identities;
    this.#isBusy = () => input.isBusy();
    this.#onStored = (contacts) => input.onStored(contacts);
    this.#clock = input.clock;
    this.#log = input.log;
  }

  add(contact: NewContact): void {
    if (this.#stopping) return;
    this.#queue.push(contact);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#endPause();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      for (let times = 0; this.#isBusy() && times < PUT_OFF_TIMES; times++) await this.#pause();
      const asked = this.#queue.slice(0, AT_A_TIME);
      this.#queue = this.#queue.slice(AT_A_TIME);
      const answers = await this.#ask(asked);
      if (this.#stopping) return;
      for (const [, ofAccount] of groupBy(answers, (each) => each.sessionId)) {
        await this.#store(ofAccount).catch((error: unknown) =>
          this.#log.warn('What WhatsApp knows of new contacts was not stored', { error }),
        );
      }
    }
  }

  async #pause(): Promise<void> {
    if (this.#stopping) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(PUT_OFF_MS, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  /** What WhatsApp says of each; who is not known to it, or could not be asked about, is left out. */
  async #ask(asked: readonly NewContact[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const each of asked) {
      if (this.#stopping) break;
      try {
        const contact = await this.#clientOf(each.sessionId)?.contact(each.whatsappId);
        if (contact) answers.push({ ...each, contact });
      } catch (error) {
        this.#log.warn('A new contact was not looked up', { error });
      }
    }
    return answers;
  }

  /** Of one account. */
  async #store(answers: readonly Answer[]): Promise<void> {
    const [first] = answers;
    if (!first) return;
    const account = { sessionId: first.sessionId, accountId: first.accountId };
    // Under the id by which the chat is known: a contact may answer to a LID and a number.
    await this.#stores.contacts.sync(
      account.sessionId,
      answers.map(({ contact, whatsappId }) => ({ ...contact, whatsappId })),
    );
    const joined = answers.flatMap(({ contact, whatsappId }) => {
      const { siblingId } = contact;
      if (siblingId === undefined) return [];
      // The page may answer with the contact of the other id.
      return [{ whatsappId, siblingId: siblingId === whatsappId ? contact.whatsappId : siblingId }];
    });
    if (joined.length > 0) await this.#identities.note(account, joined);
    for (const { contact, whatsappId } of answers) {
      if (contact.siblingId === undefined) this.#identities.lookUp(account, whatsappId);
    }
    await this.#rename(account.sessionId, answers);
    await this.#onStored(answers);
  }

  async #rename(sessionId: SessionId, answers: readonly Answer[]): Promise<void> {
    const { contacts, conversations } = this.#stores;
    const names = await contacts.names(
      sessionId,
      answers.map(({ whatsappId }) => whatsappId),
    );
    const changed = await conversations.rename(
      answers.map(({ contact, whatsappId, conversationId }) => ({
        conversationId,
        name: names.get(whatsappId) ?? displayName({ ...contact, whatsappId }),
      })),
    );
    if (changed.length === 0) return;
    for (const summary of await conversations.summaries(changed)) {
      this.#publish('conversation.changed', summary);
    }
  }
}
