import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import { statusAt } from '../../src-preload/contract/conversation-filter.ts';
import type { BusinessId, ConversationId } from '../../src-preload/contract/ids.ts';
import { MessageId } from '../../src-preload/contract/ids.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import { isTurn } from '../domain/turns.ts';
import type { Stores } from '../store/stores.ts';
import type { ChatBatch } from './chat-batch.ts';

interface Chat {
  batch: ChatBatch;
  conversationId: ConversationId;
  businessId: BusinessId | null;
  isGroup: boolean;
}

type TurnStores = Pick<Stores, 'conversations' | 'team'>;

/**
 * Gives conversations that nobody looks after, and in which a customer has just written, to the people of their
 * business in turn, where that is on. Only messages that came by themselves count: history, however it is read, gives
 * nobody anything. Groups, and what is archived or pending, are left alone. While PostgreSQL is away nothing is given,
 * and nothing waits for it: the customer's next message asks again.
 */
export async function assignInTurn(chats: readonly Chat[], stores: TurnStores): Promise<void> {
  const written = chats.flatMap((chat) => {
    const messageId = chat.isGroup ? undefined : firstLiveMessage(chat.batch);
    return messageId === undefined ? [] : [{ ...chat, messageId }];
  });
  if (written.length === 0) return;
  const rotas = (await unlessAway(stores.team.rotas())) ?? [];
  const isOn = new Set(rotas.filter((rota) => rota.isOn).map((rota) => rota.businessId));
  // One after the other, in the order of the batch: its turns are taken in that order, too.
  for (const { conversationId, businessId, messageId } of written) {
    if (!isOn.has(businessId)) continue;
    const summary = await stores.conversations.summary(conversationId);
    if (!summary || !isNobodys(summary)) continue;
    const turn = { conversationId: summary.conversationId, messageId };
    const userId = await unlessAway(stores.team.takeTurn({ ...turn, businessId }));
    if (userId === null) continue;
    const outcome = await stores.conversations.assignNobodys(turn.conversationId, userId);
    if (outcome === 'changed') continue;
    const now = await stores.conversations.summary(turn.conversationId);
    if (now?.assigneeId !== userId) await unlessAway(stores.team.giveTurnBack(turn));
  }
}

/** What PostgreSQL answers; null while it is away. */
async function unlessAway<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isUnreachable(error)) return null;
    throw error;
  }
}

function isNobodys(summary: ConversationSummary): boolean {
  // The message has ended its snooze and opened what was resolved.
  return (
    summary.assigneeId === null && !summary.isArchived && statusAt(summary, Date.now()) === 'open'
  );
}

/** Of those that wait for an answer; the same one when the batch is stored again. */
function firstLiveMessage({ stretches, linkedAt }: ChatBatch): MessageId | undefined {
  const message = stretches
    .filter(({ isLive }) => isLive)
    .flatMap(({ messages }) => messages)
    .find(({ fromMe, type, timestamp }) => !fromMe && isTurn(type) && timestamp >= linkedAt);
  return message && MessageId.parse(message.messageId);
}
