import type { GroupNotification, Reaction } from 'whatsapp-web.js';

/** Under which names whatsapp-web.js tells what happened in a group. */
export const groupNotices = [
  'group_join',
  'group_leave',
  'group_update',
  'group_admin_changed',
  'group_membership_request',
] as const;

/** The library keeps a group's notice under names of its own; WhatsApp's are what history has, and the translators. */
export function rawNotice(notice: GroupNotification): object {
  const { id, body, type, timestamp, chatId, author, recipientIds } = notice;
  return {
    id,
    type: 'gp2',
    subtype: type,
    t: timestamp,
    from: chatId,
    author,
    body,
    recipients: recipientIds,
  };
}

/** As above. The library counts in seconds. */
export function rawReaction({ id, msgId, senderId, reaction, timestamp }: Reaction): object {
  return {
    msgKey: id,
    parentMsgKey: msgId,
    senderUserJid: senderId,
    reactionText: reaction,
    timestamp: timestamp * 1000,
  };
}
