import type { ConversationId, SessionId } from '../../src-preload/contract/ids.ts';
import { AppError } from '../common/app-error.ts';
import type { Stretch } from '../domain/history-spans.ts';
import type { HistorySweep, SweptSession } from '../ingest/history-sweep.ts';
import type { Stores } from '../store/stores.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';

interface HistorySurroundings {
  stores: Pick<Stores, 'conversations'>;
  sweep: Pick<HistorySweep, 'readMore'>;
  clientOf(sessionId: SessionId): WhatsAppClient | null;
  sourceOf(sessionId: SessionId): SweptSession | null;
}

/** Reads more of a conversation's history from WhatsApp because a person wants to see it. */
export class HistoryOnDemand {
  readonly #input: HistorySurroundings;

  constructor(input: HistorySurroundings) {
    this.#input = input;
  }

  /** See `conversation.readHistory`. */
  async read(conversationId: ConversationId, gap: Stretch | undefined): Promise<number> {
    const { stores, sweep, clientOf, sourceOf } = this.#input;
    const conversation = await stores.conversations.find(conversationId);
    if (!conversation) throw new AppError('not_found', 'There is no such conversation');
    const { sessionId, chatId } = conversation;
    const client = clientOf(sessionId);
    const session = sourceOf(sessionId);
    if (!client || !session) {
      throw new AppError(
        'whatsapp_not_connected',
        'The account of this conversation is not connected',
      );
    }
    return sweep.readMore(session, client, chatId, gap);
  }
}
