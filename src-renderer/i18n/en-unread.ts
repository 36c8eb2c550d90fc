/** What somebody has not read yet. */
export const enUnread = {
  line: 'Unread',
  markUnread: 'Mark as unread',
  mentioned: 'A note mentions you',
} as const;
