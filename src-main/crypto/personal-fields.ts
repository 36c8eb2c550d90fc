/** How a value that says something about a customer stands in a database. */
export type Protection =
  /** A ciphertext under the data key of its subject (`key-subjects.ts`): destroying the key erases it. */
  | 'sealed'
  /** To be found by equality alone; the value itself is sealed beside it where it is needed. */
  | 'pseudonym'
  /** The blind index of something that is sealed. */
  | 'tokens';

/**
 * The one list of what is personal, by collection or table and the field's path; a list's elements have the path of
 * the list. All partitions of messages have the fields of `messages`. What is not here stands in clear: times, states,
 * counts, ids that mean nothing elsewhere, the team's own labels, quick replies and rules for leads, and the names and e-mails of colleagues, who are the
 * users of the app. What lies on the device (journal, outbox, snapshot, WhatsApp profile) is sealed as a whole.
 */
export const personalFields = {
  whatsapp_sessions: {
    'account.whatsappId': 'pseudonym',
    'account.whatsappIdSealed': 'sealed',
    'account.phoneNumber': 'sealed',
    'account.pushname': 'sealed',
    'sessionData.WABrowserId': 'sealed',
    'sessionData.WASecretBundle': 'sealed',
    'sessionData.WAToken1': 'sealed',
    'sessionData.WAToken2': 'sealed',
    qrCode: 'sealed',
  },
  account_leases: { _id: 'pseudonym' },
  conversations: {
    accountId: 'pseudonym',
    accountIdSealed: 'sealed',
    whatsappId: 'pseudonym',
    whatsappIdSealed: 'sealed',
    name: 'sealed',
    searchTokens: 'tokens',
    'participants.whatsappId': 'pseudonym',
    'participants.name': 'sealed',
    groupName: 'sealed',
    groupDescription: 'sealed',
    lastMessageContent: 'sealed',
  },
  messages: {
    from: 'pseudonym',
    to: 'pseudonym',
    author: 'pseudonym',
    authorSealed: 'sealed',
    authorName: 'sealed',
    content: 'sealed',
    searchTokens: 'tokens',
    'media.fileName': 'sealed',
    'media.caption': 'sealed',
    'media.thumbnail': 'sealed',
    details: 'sealed',
    mentions: 'sealed',
    linkPreview: 'sealed',
    raw: 'sealed',
    'reactions.from': 'pseudonym',
    'reactions.fromSealed': 'sealed',
    'reactions.emoji': 'sealed',
    'votes.from': 'pseudonym',
    'votes.fromSealed': 'sealed',
    'votes.options': 'sealed',
  },
  whatsapp_contacts: {
    whatsappId: 'pseudonym',
    whatsappIdSealed: 'sealed',
    name: 'sealed',
    whatsappName: 'sealed',
    searchTokens: 'tokens',
    pushname: 'sealed',
    shortName: 'sealed',
    profilePictureUrl: 'sealed',
    status: 'sealed',
    phoneNumber: 'pseudonym',
    phoneNumberSealed: 'sealed',
    email: 'sealed',
    company: 'sealed',
    title: 'sealed',
    notes: 'sealed',
  },
  contact_merges: { values: 'sealed' },
  conversation_notes: { text: 'sealed' },
  'media.files': { 'metadata.contentId': 'pseudonym' },
  'media.chunks': { data: 'sealed' },
  profile_pictures: { whatsappId: 'pseudonym', image: 'sealed' },
  identities: { accountId: 'pseudonym', one: 'pseudonym', other: 'pseudonym' },
  leads: {
    contact_name: 'sealed',
    reasons: 'sealed',
    excerpt: 'sealed',
    next_step: 'sealed',
    notes: 'sealed',
    lost_reason: 'sealed',
    phone_number: 'sealed',
    phone_key: 'pseudonym',
  },
  lead_changes: { changes: 'sealed' },
  lead_messages: { reasons: 'sealed' },
  lead_corrections: { weights: 'sealed' },
  conversation_facts: { contact_key: 'pseudonym' },
  contact_days: { contact_key: 'pseudonym' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Protection>>>>;
