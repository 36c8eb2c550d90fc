import {
  date,
  flag,
  listOf,
  number,
  objectId,
  oneOf,
  sealed,
  type Shape,
  shape,
  text,
  validator,
} from '../json-schema.ts';

/**
 * What steps 1 and 5 wrote as the rules of `conversations`, each with its own lists. Both have been run: never change
 * this, or an empty database would go through another history than those that exist. What is new is a new step.
 */
export function conversationsAsOf(lists: { types: string[]; statuses: string[] }): {
  $jsonSchema: Shape;
} {
  return validator({
    conversationId: text,
    sessionId: text,
    accountId: text,
    accountIdSealed: sealed,
    whatsappId: text,
    whatsappIdSealed: sealed,
    ownerId: objectId,
    'businessId?': objectId,
    name: sealed,
    participants: listOf(
      shape({
        'userId?': objectId,
        'businessId?': objectId,
        whatsappId: text,
        name: sealed,
        type: oneOf(['user', 'business', 'group']),
      }),
    ),
    isGroup: flag,
    'groupName?': sealed,
    'groupDescription?': sealed,
    'lastMessageId?': objectId,
    'lastMessageContent?': sealed,
    lastMessageAt: date,
    'lastMessage?': shape({
      messageId: text,
      direction: oneOf(['incoming', 'outgoing']),
      type: oneOf(lists.types),
      status: oneOf(lists.statuses),
      sequence: number,
    }),
    messageCount: number,
    partitions: listOf(text),
    unreadCount: { bsonType: 'object' },
    isArchived: flag,
    isPinned: flag,
    'archivedAt?': date,
    'leadId?': objectId,
    'campaignId?': objectId,
    priority: oneOf(['low', 'medium', 'high']),
    'assigneeId?': objectId,
    labels: listOf(text),
    'completeUntil?': date,
  });
}
