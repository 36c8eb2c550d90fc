import type { Collection, ObjectId } from 'mongodb';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { UserId } from '../../../src-preload/contract/ids.ts';
import type { ConversationDocument, NoteDocument } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';

type MentionContext = Pick<MongoContext, 'conversations' | 'deskId'>;

/** Notes on a conversation who is mentioned in what was noted there just now: they have not seen it yet. */
export async function addMentions(
  { conversations, deskId }: MentionContext,
  conversationId: string,
  people: readonly ObjectId[],
): Promise<void> {
  if (people.length === 0) return;
  const others = {
    $filter: {
      input: '$mentions',
      as: 'mark',
      cond: { $not: [{ $in: ['$$mark.userId', { $literal: people }] }] },
    },
  };
  const fresh = { $literal: people.map((userId) => ({ userId, isSeen: false })) };
  await conversations.updateOne({ conversationId }, [
    {
      $set: {
        mentions: { $concatArrays: [others, fresh] },
        updatedAt: new Date(),
        updatedBy: deskId,
      },
    },
  ]);
}

/** A note names these people no longer: where no other one of the conversation does, they are not mentioned in it. */
export async function dropMentions(
  { conversations, deskId }: MentionContext,
  notes: Collection<NoteDocument>,
  conversationId: string,
  people: readonly ObjectId[],
): Promise<void> {
  if (people.length === 0) return;
  const left = await notes
    .find({ conversationId, deletedAt: { $exists: false } })
    .project<Pick<NoteDocument, 'mentions' | 'authorId'>>({ mentions: 1, authorId: 1 })
    .toArray();
  const still = new Set(left.flatMap((note) => mentionedBy(note).map(String)));
  const gone = people.filter((userId) => !still.has(String(userId)));
  if (gone.length === 0) return;
  await conversations.updateOne(
    { conversationId },
    {
      $pull: { mentions: { userId: { $in: gone } } },
      $set: { updatedAt: new Date(), updatedBy: deskId },
    },
  );
}

/** Whoever names themself need not be told. */
export function mentionedBy({
  mentions,
  authorId,
}: Pick<NoteDocument, 'mentions' | 'authorId'>): ObjectId[] {
  return mentions.filter((userId) => !userId.equals(authorId));
}

/** Whether a note mentions this person, and they have seen it. */
export function mentionOf(
  { mentions }: Pick<ConversationDocument, 'mentions'>,
  reader: UserId | null,
): ConversationSummary['mention'] {
  const mark = mentions.find(({ userId }) => userId.toHexString() === reader);
  if (!mark) return null;
  return mark.isSeen ? 'seen' : 'unseen';
}
