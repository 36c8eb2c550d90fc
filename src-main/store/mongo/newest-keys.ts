import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { MongoContext } from './mongo-context.ts';

/** More than a page of the inbox shows. */
const NEWEST = 60;

/** Puts the keys of the newest conversations into memory: the inbox is what a person sees first. */
export async function readNewestKeys({
  conversations,
  keys,
}: Pick<MongoContext, 'conversations' | 'keys'>): Promise<void> {
  const newest = await conversations
    .find()
    .sort({ lastMessageAt: -1, conversationId: 1 })
    .limit(NEWEST)
    .project<{ conversationId: string }>({ _id: 0, conversationId: 1 })
    .toArray();
  await keys.keysFor(
    newest.map(({ conversationId }) => conversationSubject(ConversationId.parse(conversationId))),
  );
}
