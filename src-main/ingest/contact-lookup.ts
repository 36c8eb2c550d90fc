import type { ConversationId, SessionId } from '../../src-preload/contract/ids.ts';
import { displayName } from '../domain/display-name.ts';
import type { WhatsAppId } from '../domain/whatsapp-event.ts';
import type { Log } from '../log/log.ts';
import type { Stores } from '../store/stores.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { IdentityResolver } from './identity-resolver.ts';
import type { Publish } from './store-chat-batches.ts';

interface NewContact {
  sessionId: SessionId;
  accountId: WhatsAppId;
  whatsappId: WhatsAppId;
  conversationId: ConversationId;
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
  readonly #log: Log;
  readonly #queue: NewContact[] = [];
  #running: Promise<void> | null = null;
  #stopping = false;

  constructor(input: {
    stores: Pick<Stores, 'contacts' | 'conversations'>;
    clientOf(sessionId: SessionId): WhatsAppClient | null;
    publish: Publish;
    identities: Pick<IdentityResolver, 'note' | 'lookUp'>;
    log: Log;
  }) {
    this.#stores = input.stores;
    this.#clientOf = input.clientOf;
    this.#publish = input.publish;
    this.#identities = input.identities;
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
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let next = this.#queue.shift(); next && !this.#stopping; next = this.#queue.shift()) {
      try {
        await this.#lookUp(next);
      } catch (error) {
        this.#log.warn('A new contact was not looked up', { error });
      }
    }
  }

  async #lookUp({ sessionId, accountId, whatsappId, conversationId }: NewContact): Promise<void> {
    const contact = await this.#clientOf(sessionId)?.contact(whatsappId);
    if (!contact) return;
    // Under the id by which the chat is known: a contact may answer to a LID and a number.
    await this.#stores.contacts.sync(sessionId, [{ ...contact, whatsappId }]);
    const { siblingId } = contact;
    if (siblingId === undefined) this.#identities.lookUp({ sessionId, accountId }, whatsappId);
    else {
      // The page may answer with the contact of the other id.
      const other = siblingId === whatsappId ? contact.whatsappId : siblingId;
      await this.#identities.note({ sessionId, accountId }, [{ whatsappId, siblingId: other }]);
    }
    const names = await this.#stores.contacts.names(sessionId, [whatsappId]);
    const name = names.get(whatsappId) ?? displayName({ ...contact, whatsappId });
    if ((await this.#stores.conversations.rename(conversationId, name)) === 'changed') {
      const summary = await this.#stores.conversations.summary(conversationId);
      if (summary) this.#publish('conversation.changed', summary);
    }
  }
}
