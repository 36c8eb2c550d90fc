/** The words about how complete conversations are, and how far back they are read. */
export const enHistory = {
  gap: 'Messages between {{from}} and {{to}} could not be read from WhatsApp.',
  readOlder: 'Look for older messages on WhatsApp',
  progress: {
    contacts: 'Loading contacts: {{done}} of {{total}}',
    history: 'Loading history: {{done}} of {{total}} chats',
  },
  progressOf: { contacts: 'Progress of loading contacts', history: 'Progress of loading history' },
  first: 'Messages to fetch',
  firstHelp: 'Older ones can be fetched later, conversation by conversation.',
  lastDays_one: 'Of the last {{count}} day',
  lastDays_other: 'Of the last {{count}} days',
  all: 'All that WhatsApp gives',
  title: 'History',
  days: 'Read messages from WhatsApp back to',
  daysHelp:
    'For every account, newest chats first, also those that were linked before. Older messages of a conversation can be read at its beginning.',
  daysBack_one: '{{count}} day ago',
  daysBack_other: '{{count}} days ago',
  everything: 'The beginning',
  every: 'Compare with WhatsApp',
  everyHelp:
    'Finds what was missed. It is also done after every connection and when the computer wakes up.',
  everyMinutes: 'Every {{count}} minutes',
  files: 'Fetch files without being asked',
  filesHelp: 'Larger ones wait in the conversation until somebody clicks on them.',
  noFiles: 'None',
  filesUpTo: 'Up to {{count}} MB',
  allFiles: 'All that can be had',
} as const;

/** The words about people whom WhatsApp knows under several ids. */
export const enIdentities = {
  ids: '{{count}} ids',
  why: 'Why {{name}} is one person',
  explanation:
    'WhatsApp knows this person under {{count}} ids, and you see one conversation. Taken apart, each has its own again, as it was, and they stay apart.',
  evidence: {
    contact: 'WhatsApp’s contact has both ids.',
    lookup: 'WhatsApp was asked for this person, and gave both ids.',
    message: 'A message came with both ids.',
    username: 'Both ids had the same WhatsApp username at the same time.',
  },
  takeApart: 'Take apart',
} as const;
