import type { WaitingReason } from '../../src-preload/contract/message-content.ts';

/** What waits to be sent, what can be done to a message, and how fast may be written. */
export const enSending = {
  outbox: {
    title: 'Waiting to be sent',
    empty: 'Nothing waits.',
    takeBack: 'Take back',
    undo: 'Undo',
    waiting_one: '{{count}} message waits',
    waiting_other: '{{count}} messages wait',
    gaveUp_one: '{{count}} gave up',
    gaveUp_other: '{{count}} gave up',
    retryAll: 'Send all again that gave up',
    discardAll: 'Discard all that gave up',
    discardAllReally_one: 'Really discard {{count}} message',
    discardAllReally_other: 'Really discard {{count}} messages',
    keep: 'Keep them',
    unknownConversation: 'A conversation',
    cancel: 'Cancel',
    sendNow: 'Send now',
    scheduled: 'Goes {{time}}',
    goesAt: '{{reason}}: goes about {{time}}',
    sentLateTitle: 'A message went late',
    sentLate:
      'It was to go at {{scheduled}} and went at {{sent}}: the computer slept, was not connected, or the pace did not allow it sooner.',
    plannedFor: 'Planned for {{time}}',
    wentLate:
      'Was planned for {{time}}, sent late: the computer slept, was not connected, or the pace did not allow it sooner.',
    reasons: {
      turn: 'Waits for its turn',
      undo: 'Goes in a moment',
      connection: 'Waiting for the connection',
      schedule: 'Waits for its time',
      account_limit: 'This account has sent its messages of this hour',
      user_limit: 'You have sent your messages of this hour',
      recipient_limit: 'This conversation got many messages within an hour',
      warm_up: 'This number was linked a short while ago',
      first_contact_limit: 'Today’s first messages to new people have gone',
      retry: 'It is tried again',
    } satisfies Record<WaitingReason, string>,
  },

  actions: {
    open: 'What can be done with this message',
    reply: 'Answer',
    copy: 'Copy the text',
    edit: 'Change the text',
    revoke: 'Delete for everybody',
    react: 'React with {{emoji}}',
    unreact: 'Take {{emoji}} back',
    reactOther: 'React with another emoji',
  },

  pace: {
    title: 'Pace',
    intro:
      'WhatsApp blocks numbers that write too fast or to too many strangers, and does not say where its limits are. These are cautious guesses. Nothing is dropped: what may not go yet waits, and says when it goes.',
    loadFailedTitle: 'The pace could not be loaded',
    accountPerHour: 'Messages an hour: {{account}}',
    accountPerHourHelp: 'For this account, whoever writes.',
    userPerHour: 'Messages an hour, by you',
    userPerHourHelp: 'Over all your accounts and computers.',
    recipientPerHour: 'Messages an hour to one conversation',
    recipientPerHourHelp: 'So that nobody is flooded by mistake.',
    shortestGap: 'Shortest pause, in seconds',
    shortestGapHelp:
      'Between two messages of an account passes a random time: nobody types like a machine.',
    longestGap: 'Longest pause, in seconds',
    longestGapHelp: 'At least as long as the shortest one.',
    warmUpDays: 'Days in which a new number warms up',
    warmUpDaysHelp: 'Counted from when it was linked here. 0 switches it off.',
    warmUpPerDay: 'Messages a day for each day of its age',
    warmUpPerDayHelp: 'On the first day so many, on the second twice as many, and so on.',
    firstContactsPerDay: 'Messages a day to people who never wrote',
    firstContactsPerDayHelp:
      'Writing to strangers is what gets numbers blocked most. Answers to customers never count.',
  },
} as const;
