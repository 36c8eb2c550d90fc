import { ImportedContact } from '../../../../src-preload/contract/contact.ts';
import type { ConversationId, MessageId } from '../../../../src-preload/contract/ids.ts';
import type { MessageDetails } from '../../../../src-preload/contract/message-content.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import { findConversation, type SliceAccess } from '../inbox-state.ts';

export type ContactCard = Extract<MessageDetails, { kind: 'contact' }>['cards'][number];

export interface CardSlice {
  /**
   * Puts a card among the contacts of the conversation's account, by its numbers. `known`: all of it was there;
   * null: it could not be done, which is shown.
   */
  readonly saveCard: (
    conversationId: ConversationId,
    card: ContactCard,
  ) => Promise<'saved' | 'known' | null>;
  /** Asks where to, and writes the card there; `index` counts those of the message from 0. */
  readonly saveCardFile: (
    conversationId: ConversationId,
    messageId: MessageId,
    index: number,
  ) => Promise<void>;
  /** Asks, and shows the place of a message outside the app. */
  readonly openPlace: (conversationId: ConversationId, messageId: MessageId) => Promise<void>;
}

export function createCardSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get }: SliceAccess,
): CardSlice {
  return {
    async saveCard(conversationId, card) {
      const sessionId = findConversation(get(), conversationId)?.sessionId;
      const contacts = importable(card);
      if (sessionId === undefined || contacts.length === 0) return null;
      try {
        const { outcomes } = await call(bridge, 'contact.import', {
          sessionId,
          contacts: [...contacts],
          overwrites: false,
        });
        return outcomes.every((each) => each === 'unchanged') ? 'known' : 'saved';
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return null;
      }
    },

    async saveCardFile(conversationId, messageId, index) {
      try {
        await call(bridge, 'message.saveCard', { conversationId, messageId, index });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },

    async openPlace(conversationId, messageId) {
      try {
        await call(bridge, 'message.openPlace', { conversationId, messageId });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },
  };
}

/** One contact for each number of the card that is written with its country. */
export function importable({
  name,
  phoneNumbers,
}: Pick<ContactCard, 'name' | 'phoneNumbers'>): readonly ImportedContact[] {
  const numbers = new Set(phoneNumbers.map((number) => number.replace(/[^\d+]/gu, '')));
  return [...numbers].flatMap((phoneNumber) => {
    const contact = ImportedContact.safeParse({ name: name.slice(0, 200), phoneNumber });
    return contact.success ? [contact.data] : [];
  });
}
