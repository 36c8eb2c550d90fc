import { isGroupId } from '../domain/whatsapp-id.ts';
import type { WhatsAppId } from '../domain/whatsapp-event.ts';
import type { Log } from '../log/log.ts';
import type { NewMessage } from '../store/message-store.ts';
import type { Stores } from '../store/stores.ts';
import type { ChatBatch } from './chat-batch.ts';

/** Since when people are erased, in milliseconds. */
type ErasedAt = ReadonlyMap<WhatsAppId, number>;

/**
 * The batches without what is of people who were erased and older than that; a chat of which nothing is left is left out. Who
 * writes after the erasure, or is written to from the phone, is somebody new, and taken in like anybody. In a group others'
 * messages stay, without what names such a person.
 */
export async function withoutErased(
  batches: readonly ChatBatch[],
  { erasures, persons }: Pick<Stores, 'erasures' | 'persons'>,
  log: Log,
): Promise<ChatBatch[]> {
  const erased = await erasures.erasedAt(batches.flatMap(peopleOf));
  if (erased.size === 0) return [...batches];
  let dropped = 0;
  const taken: ChatBatch[] = [];
  for (const batch of batches) {
    const stretches = batch.stretches.map((stretch) => ({
      ...stretch,
      messages: stretch.messages.flatMap((message) => cleaned(message, batch, erased) ?? []),
    }));
    const before = batch.stretches.reduce((sum, { messages }) => sum + messages.length, 0);
    const after = stretches.reduce((sum, { messages }) => sum + messages.length, 0);
    dropped += before - after;
    const clean = { ...batch, stretches, changes: changesOf(batch, erased) };
    if (isGroupId(batch.chatId) || !erased.has(batch.chatId)) {
      taken.push(clean);
      continue;
    }
    // What happened to messages that are gone, the chat's name and its place are of nobody, unless it has begun anew.
    const { accountId, chatId } = batch;
    const isThere = after > 0 || (await persons.withConversation(accountId, [chatId])).size > 0;
    if (isThere) taken.push(clean);
  }
  if (dropped > 0) {
    log.info('Messages of people who were erased were not taken in', { messages: dropped });
  }
  return taken;
}

function peopleOf(batch: ChatBatch): WhatsAppId[] {
  return [
    batch.chatId,
    ...batch.stretches.flatMap(({ messages }) => messages).flatMap(peopleIn),
    ...batch.changes.flatMap((change) => ('from' in change ? change.from : [])),
  ];
}

function peopleIn({ from, author, mentions, reactions, votes }: NewMessage): WhatsAppId[] {
  return [
    from,
    ...(author ? [author] : []),
    ...(mentions ?? []),
    ...(reactions ?? []).map((each) => each.from),
    ...(votes ?? []).map((each) => each.from),
  ];
}

/** Null where it is not to be taken in. */
function cleaned(message: NewMessage, batch: ChatBatch, erased: ErasedAt): NewMessage | null {
  const isOld = (id: WhatsAppId, at: number): boolean => at <= (erased.get(id) ?? -Infinity);
  const { timestamp, author, mentions, reactions, votes } = message;
  if (isOld(batch.chatId, timestamp)) return null;
  if (author !== undefined && isOld(author, timestamp)) return null;
  return {
    ...message,
    ...(mentions && { mentions: mentions.filter((each) => !isOld(each, timestamp)) }),
    ...(reactions && { reactions: reactions.filter((each) => !isOld(each.from, each.at)) }),
    ...(votes && { votes: votes.filter((each) => !isOld(each.from, each.at)) }),
  };
}

function changesOf({ chatId, changes }: ChatBatch, erased: ErasedAt): ChatBatch['changes'] {
  const since = erased.get(chatId);
  return changes.filter((change) => {
    if (since !== undefined && 'at' in change && change.at <= since) return false;
    return !('from' in change) || change.at > (erased.get(change.from) ?? -Infinity);
  });
}
