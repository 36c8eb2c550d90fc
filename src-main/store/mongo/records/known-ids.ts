import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import {
  contactSubject,
  conversationSubject,
  sessionSubject,
} from '../../../crypto/key-subjects.ts';
import type { WhatsAppId } from '../../../domain/whatsapp-event.ts';
import type { RecordScope } from '../../document-records.ts';
import { contactFields } from '../contact-document.ts';
import { conversationFields } from '../conversation-document.ts';
import type { ContactDocument, ConversationDocument, SessionDocument } from '../documents.ts';
import type { MongoContext } from '../mongo-context.ts';
import { SealedFields } from '../sealed-fields.ts';
import { ObjectId } from 'mongodb';
import { batchesOf, chunksOf } from './record-batches.ts';

/** What pseudonyms stand for, as far as what is exported says it. */
export class KnownIds {
  readonly #ids = new Map<string, WhatsAppId>();
  readonly #context: MongoContext;

  private constructor(context: MongoContext) {
    this.#context = context;
  }

  static async of(context: MongoContext, scope: RecordScope): Promise<KnownIds> {
    const known = new KnownIds(context);
    const sessionIds = new Set<string>();
    for (const ids of chunksOf(scope.contactIds)) {
      const found = context.contacts
        .find({ _id: { $in: ids.map((id) => new ObjectId(id)) } })
        .project<Pick<ContactDocument, 'sessionId' | 'whatsappId' | 'whatsappIdSealed'>>({
          ...{ sessionId: 1, whatsappId: 1, whatsappIdSealed: 1 },
        });
      for await (const batch of batchesOf(found)) await known.#addContacts(batch, sessionIds);
    }
    for (const ids of chunksOf(scope.conversationIds)) {
      const found = context.conversations
        .find({ conversationId: { $in: ids } })
        .project<
          Pick<
            ConversationDocument,
            'conversationId' | 'sessionId' | 'accountIdSealed' | 'whatsappIdSealed'
          >
        >({ conversationId: 1, sessionId: 1, accountIdSealed: 1, whatsappIdSealed: 1 });
      for await (const batch of batchesOf(found)) await known.#addConversations(batch, sessionIds);
    }
    for (const ids of chunksOf([...sessionIds])) {
      const found = context.sessions
        .find({ sessionId: { $in: ids }, account: { $exists: true } })
        .project<Pick<SessionDocument, 'sessionId' | 'account'>>({ sessionId: 1, account: 1 });
      for await (const batch of batchesOf(found)) await known.#addSessions(batch);
    }
    return known;
  }

  /** Null for one that nothing of it says. */
  find(pseudonym: string): WhatsAppId | null {
    return this.#ids.get(pseudonym) ?? null;
  }

  /** All pseudonyms that can be told. */
  get pseudonyms(): string[] {
    return [...this.#ids.keys()];
  }

  add(whatsappId: WhatsAppId): void {
    if (whatsappId === '') return;
    this.#ids.set(this.#context.keys.lookup.pseudonym(whatsappId), whatsappId);
  }

  async #addContacts(
    batch: readonly Pick<ContactDocument, 'sessionId' | 'whatsappId' | 'whatsappIdSealed'>[],
    sessionIds: Set<string>,
  ): Promise<void> {
    const subjects = batch.map((each) => contactSubject(each.sessionId, each.whatsappId));
    const keys = await this.#context.keys.keysFor(subjects);
    for (const { sessionId, whatsappId, whatsappIdSealed } of batch) {
      sessionIds.add(sessionId);
      const key = keys.get(contactSubject(sessionId, whatsappId));
      this.add(contactFields(key, sessionId, whatsappId).text('whatsappId', whatsappIdSealed));
    }
  }

  async #addConversations(
    batch: readonly Pick<
      ConversationDocument,
      'conversationId' | 'sessionId' | 'accountIdSealed' | 'whatsappIdSealed'
    >[],
    sessionIds: Set<string>,
  ): Promise<void> {
    const ids = batch.map(({ conversationId }) => ConversationId.parse(conversationId));
    const keys = await this.#context.keys.keysFor(ids.map(conversationSubject));
    for (const each of batch) {
      sessionIds.add(each.sessionId);
      const id = ConversationId.parse(each.conversationId);
      const fields = conversationFields(keys.get(conversationSubject(id)), id);
      this.add(fields.text('accountId', each.accountIdSealed));
      this.add(fields.text('whatsappId', each.whatsappIdSealed));
    }
  }

  async #addSessions(
    batch: readonly Pick<SessionDocument, 'sessionId' | 'account'>[],
  ): Promise<void> {
    const keys = await this.#context.keys.keysFor(
      batch.map(({ sessionId }) => sessionSubject(sessionId)),
    );
    for (const { sessionId, account } of batch) {
      const key = keys.get(sessionSubject(sessionId));
      const fields = new SealedFields(key, `whatsapp_sessions/${sessionId}`);
      this.add(fields.text('account.whatsappId', account?.whatsappIdSealed));
    }
  }
}
