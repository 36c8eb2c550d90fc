/** What is said around the field in which messages are written. */
export const enComposer = {
  draft: 'Draft:',
  hints: {
    enter: 'Enter sends, Shift + Enter starts a new line',
    ctrl_enter: '{{command}} + Enter sends, Enter starts a new line',
  },
  emoji: {
    open: 'Emoji',
    search: 'Search emoji',
    recent: 'Chosen last',
    skinTone: 'Skin tone',
    none: 'No emoji has this name.',
    hint: 'Arrows to move, Enter to choose',
  },
  quickReplies: {
    label: 'Quick replies',
    hint: '↑ ↓ to choose, Enter to insert, Escape to leave',
    none: 'There are no quick replies yet. Write some in the settings.',
    failed: 'Quick replies cannot be read at the moment.',
    unfilled: 'Fill in {{variable}} before you send.',
  },
};

/** The card of quick replies in the settings. */
export const enQuickReplies = {
  title: 'Quick replies',
  help: 'Texts that the whole team sends often. Type / and the shortcut while writing a message.',
  loadFailedTitle: 'The quick replies could not be loaded',
  none: 'There are none yet.',
  add: 'New quick reply',
  edit: 'Change /{{shortcut}}',
  delete: 'Delete /{{shortcut}}',
  changedBy: 'Last changed by {{name}}',
  addTitle: 'New quick reply',
  editTitle: 'Change quick reply',
  shortcut: 'Shortcut',
  shortcutInvalid: 'Only letters, digits, - and _ can be in a shortcut.',
  shortcutTaken: 'There is already a quick reply with this shortcut. Choose another one.',
  business: 'For conversations of',
  allBusinesses: 'All businesses',
  content: 'Text',
  insert: 'Insert what is filled in when you use it:',
  variables: {
    contact: {
      name: 'customer’s name',
      firstName: 'customer’s first name',
      phone: 'customer’s number',
    },
    me: { name: 'your name', firstName: 'your first name' },
    business: { name: 'business' },
  },
  preview: 'As it may look',
  sampleContact: 'María García',
  sampleMe: 'Ana Torres',
  sampleBusiness: 'Corner Shop',
  save: 'Save',
  deleteTitle: 'Delete /{{shortcut}}?',
  deleteText: 'It will be gone for the whole team. Messages that were sent with it stay.',
  deleteConfirm: 'Delete',
};
