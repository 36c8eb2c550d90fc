import type { AnyBulkWriteOperation, MatchKeysAndValues } from 'mongodb';
import type { UserId } from '../../../src-preload/contract/ids.ts';
import type { Lookup } from '../../crypto/lookup.ts';
import type { ConversationChange } from '../conversation-store.ts';
import type { ConversationDocument } from './documents.ts';
import { nameTokens } from './name-tokens.ts';
import type { SealedFields } from './sealed-fields.ts';
import { countedByWhatsApp } from './unread-marks.ts';

/** The updates that bring a conversation in line with what WhatsApp says of its chat. */
export function recordOperations(
  { conversationId, snapshot, place, unread }: ConversationChange,
  fields: SealedFields,
  lookup: Lookup,
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
          ...(name !== undefined && nameUpdate(fields, lookup, name, isGroup)),
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
    operations.push({
      updateOne: {
        filter: { conversationId, [field]: { $ne: unread.count } },
        update: [{ $set: unreadUpdate(unread.userId, unread.count, written) }],
      },
    });
  }
  return operations;
}

/** What WhatsApp counts for the owner of the account: they have read as much of it themselves, wherever that was. */
export function unreadUpdate(userId: UserId, count: number, written: object): object {
  return { [`unreadCount.${userId}`]: count, unread: countedByWhatsApp(userId, count), ...written };
}

/** A name, with the index by which it is found. */
export function nameUpdate(
  fields: SealedFields,
  lookup: Lookup,
  name: string,
  isGroup: boolean,
): MatchKeysAndValues<ConversationDocument> {
  return {
    name: fields.seal('name', name),
    searchTokens: nameTokens(lookup, { names: [name] }),
    'participants.0.name': fields.seal('name', name),
    ...(isGroup && { groupName: fields.seal('name', name) }),
  };
}
