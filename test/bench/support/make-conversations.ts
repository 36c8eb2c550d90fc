import { randomUUID } from 'node:crypto';
import { ObjectId } from 'mongodb';
import type { StoredConversation } from '../../../src-main/store/conversation-store.ts';
import { SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import { ACCOUNT } from '../../contract/store/open-databases.ts';
import type { BenchDesk } from './open-bench-desk.ts';

const BATCH = 500;

/** Conversations of one account, each with a customer of its own, made through the store; without messages. */
export async function makeConversations(
  { stores }: BenchDesk,
  count: number,
): Promise<StoredConversation[]> {
  const sessionId = SessionId.parse(randomUUID());
  const userId = UserId.parse(new ObjectId().toHexString());
  const made: StoredConversation[] = [];
  for (let start = 0; start < count; start += BATCH) {
    const chats = Array.from({ length: Math.min(BATCH, count - start) }, (_, index) => ({
      accountId: ACCOUNT,
      chatId: `34${String(600_000_000 + start + index)}@c.us`,
      sessionId,
      userId,
      name: `María López García ${start + index}`,
      at: 0,
    }));
    const found = await stores.conversations.findOrCreate(chats);
    made.push(...found.map(({ conversation }) => conversation));
  }
  return made;
}
