import type { Collection } from 'mongodb';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { isSameLabel } from '../../../src-preload/contract/label.ts';
import type { ConversationDocument } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';

/** How many conversations have this label, whatever its capitals. */
export async function countLabelled(
  conversations: Collection<ConversationDocument>,
  label: string,
): Promise<number> {
  const labels = { $in: await spellingsOf(conversations, label) };
  return conversations.countDocuments({ labels });
}

/**
 * Puts the name in the place of the label, in one bulk of updates, or takes the label away; `relabel` of
 * `ConversationStore`. Labels that somebody changes meanwhile are not overwritten but looked at again.
 */
export async function relabelConversations(
  { conversations, deskId }: Pick<MongoContext, 'conversations' | 'deskId'>,
  label: string,
  name: string | null,
): Promise<ConversationId[]> {
  const changed = new Set<ConversationId>();
  for (;;) {
    const spellings = await spellingsOf(conversations, label);
    // What is spelled as it is to be spelled stays.
    const labels = { $in: spellings.filter((each) => each !== name) };
    const found = await conversations
      .find({ labels }, { projection: { _id: 0, conversationId: 1, labels: 1 } })
      .toArray();
    if (found.length === 0) return [...changed];
    const written = { updatedAt: new Date(), updatedBy: deskId };
    await conversations.bulkWrite(
      found.map((each) => ({
        updateOne: {
          filter: { conversationId: each.conversationId, labels: each.labels },
          update: { $set: { labels: renamedIn(each.labels, label, name), ...written } },
        },
      })),
      { ordered: false },
    );
    for (const each of found) changed.add(ConversationId.parse(each.conversationId));
  }
}

/** All ways in which conversations spell this label. */
async function spellingsOf(
  conversations: Collection<ConversationDocument>,
  label: string,
): Promise<string[]> {
  // Those that have none, which are most, are in the index before all others.
  const all = await conversations.distinct('labels', { labels: { $gt: '' } });
  return all.filter((each) => isSameLabel(each, label));
}

/** With the name in the place of the label, once, or with null without it. */
export function renamedIn(labels: readonly string[], label: string, name: string | null): string[] {
  const next = labels.flatMap((each) => {
    if (!isSameLabel(each, label)) return [each];
    return name === null ? [] : [name];
  });
  return [...new Set(next)];
}
