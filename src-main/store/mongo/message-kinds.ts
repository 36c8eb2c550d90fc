import type { Filter, IndexDescription } from 'mongodb';
import { assertNever } from '../../common/assert-never.ts';
import type { MessageKind } from '../message-store.ts';
import type { MessageDocument } from './documents.ts';

const hasFile = { 'media.state': { $exists: true } };
const hasLink = { linkPreview: { $exists: true } };
/** With it a question about tags goes by the indexes of what is tagged. */
export const hasTag = { 'tags.0': { $exists: true } };

/** What a message must be to be of a kind; nothing where all are meant. */
export function ofKind(only: MessageKind | undefined): Filter<MessageDocument> {
  if (only === undefined) return {};
  switch (only.kind) {
    case 'pictures':
      return { ...hasFile, type: { $in: ['image', 'video'] } };
    case 'documents':
      return { ...hasFile, type: 'document' };
    case 'links':
      return hasLink;
    case 'tagged':
      return only.tag === undefined ? hasTag : { ...hasTag, tags: only.tag };
    default:
      return assertNever(only.kind);
  }
}

/** What of a conversation can be looked through by kind. Most messages are of none, and in none of these. */
export const messageKindIndexes: readonly IndexDescription[] = [
  { key: { conversationId: 1, type: 1, timestamp: -1 }, partialFilterExpression: hasFile },
  {
    key: { conversationId: 1, timestamp: -1 },
    partialFilterExpression: hasLink,
  },
  { key: { conversationId: 1, tags: 1, timestamp: -1 }, partialFilterExpression: hasTag },
];

/** Messages with a tag, of whichever conversation, newest first, with a tie-breaker for paging. */
export const taggedMessagesIndex: IndexDescription = {
  key: { tags: 1, timestamp: -1, _id: -1 },
  partialFilterExpression: hasTag,
};
