import { type AnyBulkWriteOperation, ObjectId } from 'mongodb';
import { CampaignId } from '../../../src-preload/contract/ids.ts';
import type { ConversationStore } from '../conversation-store.ts';
import type { ConversationDocument } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';

/** See `ConversationStore.linkCampaigns`. */
export async function linkCampaigns(
  { conversations, deskId }: Pick<MongoContext, 'conversations' | 'deskId'>,
  links: Parameters<ConversationStore['linkCampaigns']>[0],
): Promise<void> {
  const written = { updatedAt: new Date(), updatedBy: deskId };
  const operations = links.map(
    ({ conversationId, campaignId, at }): AnyBulkWriteOperation<ConversationDocument> => ({
      updateOne: {
        filter: {
          conversationId,
          $or: [{ campaignSince: { $exists: false } }, { campaignSince: { $lt: new Date(at) } }],
        },
        update: {
          $set: { campaignId: new ObjectId(campaignId), campaignSince: new Date(at), ...written },
        },
      },
    }),
  );
  if (operations.length > 0) await conversations.bulkWrite(operations, { ordered: false });
}

/** See `ConversationStore.countByCampaign`. */
export async function countByCampaign(
  conversations: MongoContext['conversations'],
): Promise<Map<CampaignId, number>> {
  const rows = await conversations
    .aggregate<{ _id: ObjectId; count: number }>([
      { $match: { campaignId: { $exists: true } } },
      {
        $group: {
          _id: {
            campaignId: '$campaignId',
            shownAs: { $ifNull: ['$joinedInto', '$conversationId'] },
          },
        },
      },
      { $group: { _id: '$_id.campaignId', count: { $sum: 1 } } },
    ])
    .toArray();
  return new Map(rows.map(({ _id, count }) => [CampaignId.parse(_id.toHexString()), count]));
}
