import type { groupEvents, MessageType } from '../../src-preload/contract/message-content.ts';

/** What stands for a message that has no text of its own. */
export const enMessageTypes = {
  text: 'Empty message',
  image: 'Image',
  video: 'Video',
  audio: 'Audio',
  document: 'Document',
  location: 'Location',
  contact: 'Contact card',
  sticker: 'Sticker',
  voice_note: 'Voice note',
  poll: 'Poll',
  reaction: 'Reaction',
  call_log: 'Call',
  group_event: 'Something changed in the group',
  revoked: 'This message was deleted',
  unknown: 'A message of a kind that is not shown yet',
} satisfies Record<MessageType, string>;

/** The words in and around the bubbles of a thread. */
export const enBubbles = {
  forwarded: 'Forwarded',
  edited: 'Edited',
  editedAt: 'Edited: {{time}}',
  you: 'You',
  opensOnce: 'To be opened once',

  linkWarning: {
    careful: 'Careful: this link may deceive.',
    mixedScripts: 'Its name mixes letters of several alphabets.',
    lookAlike: 'Its letters look like Latin ones, and are not.',
    oddCharacters: 'Its name has characters that only look like others.',
    hidden: 'It has characters that cannot be seen.',
    credentials: 'What stands before the @ is not where it leads.',
    otherTarget: 'What is said of it names another address.',
    leadsTo: 'It leads to',
  },

  showOriginal: 'Show the message that this answers',
  originalNotStored: 'The message that this answers is not stored here.',
  originalMissing: 'A message that is not stored here',

  reactedWith: '{{emoji}} {{names}}',

  liveLocation: 'Live location',
  openPlace: 'Open on the map',
  copyCoordinates: 'Copy coordinates',
  copyNumber: 'Copy {{number}}',
  copied: 'Copied',
  card: {
    file: 'Save as a file',
    save: 'Save in the contacts',
    saved: 'Saved in the contacts',
    known: 'Already in the contacts',
  },
  noName: 'No name',
  noNumber: 'No phone number',

  pollOne: 'Choose one',
  pollSeveral: 'Choose one or more',
  votes_one: '{{count}} vote',
  votes_other: '{{count}} votes',

  calls: {
    voice: {
      missed: 'Missed voice call',
      answered: 'Voice call',
      rejected: 'Declined voice call',
      unknown: 'Voice call',
    },
    video: {
      missed: 'Missed video call',
      answered: 'Video call',
      rejected: 'Declined video call',
      unknown: 'Video call',
    },
  },

  /** `by`: who did it; `byUs`: the reader did it; `without`: WhatsApp does not say; `us`: nor that, and it is about the reader alone. */
  groupEvents: {
    created: {
      by: '{{by}} created the group',
      byUs: 'You created the group',
      without: 'The group was created',
    },
    added: {
      by: '{{by}} added {{people}}',
      byUs: 'You added {{people}}',
      without: '{{people}} joined the group',
      us: 'You were added to the group',
    },
    joined: {
      by: '{{people}} joined the group',
      byUs: '{{people}} joined the group',
      without: '{{people}} joined the group',
    },
    left: {
      by: '{{people}} left the group',
      byUs: '{{people}} left the group',
      without: '{{people}} left the group',
    },
    removed: {
      by: '{{by}} removed {{people}}',
      byUs: 'You removed {{people}}',
      without: '{{people}} left the group',
      us: 'You were removed from the group',
    },
    promoted: {
      by: '{{by}} made {{people}} an administrator',
      byUs: 'You made {{people}} an administrator',
      without: '{{people}} became an administrator',
    },
    demoted: {
      by: '{{by}} took administration from {{people}}',
      byUs: 'You took administration from {{people}}',
      without: 'No longer an administrator: {{people}}',
      us: 'You are no longer an administrator',
    },
    subject_changed: {
      by: '{{by}} renamed the group to “{{value}}”',
      byUs: 'You renamed the group to “{{value}}”',
      without: 'The group is called “{{value}}” now',
    },
    description_changed: {
      by: '{{by}} changed the group’s description',
      byUs: 'You changed the group’s description',
      without: 'The group’s description was changed',
    },
    picture_changed: {
      by: '{{by}} changed the group’s picture',
      byUs: 'You changed the group’s picture',
      without: 'The group’s picture was changed',
    },
    settings_changed: {
      by: '{{by}} changed the group’s settings',
      byUs: 'You changed the group’s settings',
      without: 'The group’s settings were changed',
    },
    unknown: {
      by: '{{by}} changed something in the group',
      byUs: 'You changed something in the group',
      without: 'Something changed in the group',
    },
  } satisfies Record<
    (typeof groupEvents)[number],
    { by: string; byUs: string; without: string; us?: string }
  >,
  somebody: 'Somebody',
  /** The owner of the account among others, in the middle of a sentence. */
  youInside: 'you',
  twoOrMore: '{{list}} and {{last}}',
};
