import type { AnyBulkWriteOperation, MatchKeysAndValues } from 'mongodb';
import type { ConversationChange } from '../conversation-store.ts';
import type { ConversationDocument } from './documents.ts';
import type { SealedFields } from './sealed-fields.ts';

/** The updates that bring a conversation in line with what WhatsApp says of its chat. */
export function recordOperations(
  { conversationId, snapshot, place, unread }: ConversationChange,
  fields: SealedFields,
  written: { updatedAt: Date; updatedBy: string },
): AnyBulkWriteOperation<ConversationDocument>[] {
  const operations: AnyBulkWriteOperation<ConversationDocument>[] = [];
  const update = (
    filter: object,
    change: MatchKeysAndValues<ConversationDocument>,
  ): { updateOne: { filter: object; update: object } } => ({
    updateOne: { filter: { conversationId, ...filter }, update: { $set: change } },
  });
  if (snapshot) {
    const { isGroup, groupDescription, name } = snapshot;
    operations.push(
      update(
        {},
        {
          ...(groupDescription !== undefined && {
            groupDescription: fields.seal('groupDescription', groupDescription),
          }),
          ...(name !== undefined && nameUpdate(fields, name, isGroup)),
          ...written,
        },
      ),
    );
  }
  if (place) {
    const { isArchived, isPinned } = place;
    const isSo = { isArchived, isPinned };
    operations.push(update({ $nor: [isSo] }, { isArchived, isPinned, ...written }));
  }
  if (unread) {
    const field = `unreadCount.${unread.userId}`;
    operations.push(
      update(
        { [field]: { $ne: unread.count } },
        { [field]: unread.count, isUnread: unread.count > 0, ...written },
      ),
    );
  }
  return operations;
}

export function nameUpdate(
  fields: SealedFields,
  name: string,
  isGroup: boolean,
): MatchKeysAndValues<ConversationDocument> {
  return {
    name: fields.seal('name', name),
    'participants.0.name': fields.seal('name', name),
    ...(isGroup && { groupName: fields.seal('name', name) }),
  };
}
