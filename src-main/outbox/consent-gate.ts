import type { ConversationId } from '../../src-preload/contract/ids.ts';
import { MAXIMUM_CONSENT_RECORDS } from '../../src-preload/contract/consent.ts';
import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import {
  marketingOccasion,
  marketingRefusal,
  type MarketingRefusal,
} from '../domain/consent/marketing.ts';
import type { FindCampaign } from '../domain/leads/campaign-code.ts';
import type { Stores } from '../store/stores.ts';

/** What of a message decides whether its recipient wants it. */
export interface GatedMessage {
  conversationId: ConversationId;
  text: string;
  /** Whoever wrote it took a quick reply that is advertising. */
  isMarketing: boolean;
}

/** `unknown`: the databases that know it are away. */
export type GateAnswer = 'goes' | 'unknown' | MarketingRefusal;

/**
 * Asks, at the moment at which a message would go, whether the person at the other end wants it. What is advertising,
 * and who gets it, is for `domain/consent/marketing.ts`. Groups are not asked: consent is a person's.
 */
export class ConsentGate {
  readonly #stores: Pick<Stores, 'conversations' | 'contacts' | 'messages' | 'consents'>;
  readonly #campaigns: () => Promise<FindCampaign>;
  readonly #clock: Clock;
  /** In which somebody has written: that does not change. */
  readonly #answered = new Set<ConversationId>();

  constructor(input: {
    stores: Pick<Stores, 'conversations' | 'contacts' | 'messages' | 'consents'>;
    campaigns(): Promise<FindCampaign>;
    clock: Clock;
  }) {
    this.#stores = input.stores;
    this.#campaigns = () => input.campaigns();
    this.#clock = input.clock;
  }

  /** Rejects only where something is wrong that does not pass. */
  async ask(message: GatedMessage): Promise<GateAnswer> {
    try {
      return await this.#ask(message);
    } catch (error) {
      if (isUnreachable(error)) return 'unknown';
      throw error;
    }
  }

  async #ask({ conversationId, text, isMarketing }: GatedMessage): Promise<GateAnswer> {
    const { conversations, contacts, consents } = this.#stores;
    const conversation = await conversations.find(conversationId);
    if (!conversation || conversation.isGroup) return 'goes';
    const { sessionId, chatId, otherChatIds = [], businessId } = conversation;
    const [hasWritten, find] = await Promise.all([
      this.#hasWritten(conversationId),
      this.#campaigns(),
    ]);
    const at = this.#clock.now();
    const namesCampaign = find(text, { businessId, at }) !== null;
    const occasion = marketingOccasion({ isMarketing, namesCampaign, hasWritten });
    if (occasion === null) return 'goes';
    const contactId = await contacts.idOf(sessionId, [chatId, ...otherChatIds]);
    const records =
      contactId === null
        ? []
        : await consents.list(await contacts.samePerson(contactId), MAXIMUM_CONSENT_RECORDS);
    return marketingRefusal(occasion, records, hasWritten) ?? 'goes';
  }

  async #hasWritten(conversationId: ConversationId): Promise<boolean> {
    if (this.#answered.has(conversationId)) return true;
    const hasWritten = await this.#stores.messages.hasIncoming(conversationId);
    if (hasWritten) this.#answered.add(conversationId);
    return hasWritten;
  }
}
