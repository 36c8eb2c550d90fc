import { MAXIMUM_CONSENT_RECORDS } from '../../src-preload/contract/consent.ts';
import { MessageId } from '../../src-preload/contract/ids.ts';
import { type ConsentKeyword, consentKeyword } from '../domain/consent/consent-keywords.ts';
import { mayComeBack } from '../domain/consent/marketing.ts';
import type { StoredConversation } from '../store/conversation-store.ts';
import type { NewMessage } from '../store/message-store.ts';
import type { Stores } from '../store/stores.ts';
import type { ChatBatch } from './chat-batch.ts';
import type { Publish } from './store-chat-batches.ts';

interface KeywordChat {
  batch: Pick<ChatBatch, 'sessionId' | 'chatId'>;
  conversation: Pick<StoredConversation, 'conversationId' | 'isGroup'>;
  messages: readonly NewMessage[];
}

interface KeywordStep {
  stores: Pick<Stores, 'contacts' | 'consents'>;
  publish: Publish;
}

/**
 * A customer's message that is a keyword withdraws the consent to advertising, as of the moment at which it was sent, or
 * brings back what was given before. Also what is read from history counts. Each message is noted once, however
 * often and by whichever desktop it is told. Other messages cost nothing.
 */
export async function heedKeywords(
  chats: readonly KeywordChat[],
  { stores, publish }: KeywordStep,
): Promise<void> {
  let isAnything = false;
  for (const { batch, conversation, messages } of chats) {
    const said = conversation.isGroup ? [] : keywordsIn(messages);
    if (said.length === 0) continue;
    const contactId = await stores.contacts.idOf(batch.sessionId, [batch.chatId]);
    if (contactId === null) continue;
    for (const { message, keyword } of said) {
      const at = message.timestamp;
      if (keyword.meaning === 'start') {
        const ids = await stores.contacts.samePerson(contactId);
        const records = await stores.consents.list(ids, MAXIMUM_CONSENT_RECORDS);
        if (!mayComeBack(records, at)) continue;
      }
      await stores.consents.record({
        contactId,
        userId: null,
        purpose: 'marketing',
        state: keyword.meaning === 'stop' ? 'withdrawn' : 'given',
        method: 'keyword',
        at,
        message: {
          conversationId: conversation.conversationId,
          messageId: MessageId.parse(message.messageId),
        },
      });
      isAnything = true;
    }
  }
  if (isAnything) publish('consent.changed', {});
}

/** In the order in which they were said. */
function keywordsIn(
  messages: readonly NewMessage[],
): { message: NewMessage; keyword: ConsentKeyword }[] {
  return messages
    .flatMap((message) => {
      if (message.fromMe || message.type !== 'text') return [];
      const keyword = consentKeyword(message.content);
      return keyword ? [{ message, keyword }] : [];
    })
    .sort((one, other) => one.message.timestamp - other.message.timestamp);
}
