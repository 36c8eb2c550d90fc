import { expect, it } from 'vitest';
import { z } from 'zod';
import { personalFields } from '../../../src-main/crypto/personal-fields.ts';
import { recordShapes } from '../../../src-main/data-export/records.ts';

/** The field of a record that says it, or `-` and why none does. */
type Told = `${keyof typeof recordShapes}.${string}` | `- ${string}`;

const INDEX = '- made anew from the text';
const CREDENTIALS =
  '- how the account is signed in: nobody’s data, and good for nothing but misuse';

/** Where each personal field stands in an export. A field without a line here does not compile. */
const toldAs = {
  whatsapp_sessions: {
    'account.whatsappId': 'account.account.whatsappId',
    'account.whatsappIdSealed': 'account.account.whatsappId',
    'account.phoneNumber': 'account.account.phoneNumber',
    'account.pushname': 'account.account.pushname',
    'sessionData.WABrowserId': CREDENTIALS,
    'sessionData.WASecretBundle': CREDENTIALS,
    'sessionData.WAToken1': CREDENTIALS,
    'sessionData.WAToken2': CREDENTIALS,
    qrCode: CREDENTIALS,
  },
  account_leases: { _id: '- which desktop runs an account at this moment; the account is told' },
  conversations: {
    accountId: 'conversation.accountId',
    accountIdSealed: 'conversation.accountId',
    whatsappId: 'conversation.whatsappId',
    whatsappIdSealed: 'conversation.whatsappId',
    name: 'conversation.name',
    searchTokens: INDEX,
    'participants.whatsappId': 'conversation.participants.whatsappId',
    'participants.name': 'conversation.participants.name',
    groupName: 'conversation.groupName',
    groupDescription: 'conversation.groupDescription',
    lastMessageContent: 'conversation.lastMessageContent',
  },
  messages: {
    from: 'message.from',
    to: 'message.to',
    author: 'message.author',
    authorSealed: 'message.author',
    authorName: 'message.authorName',
    content: 'message.content',
    searchTokens: INDEX,
    'media.fileName': 'message.media.fileName',
    'media.caption': 'message.media.caption',
    'media.thumbnail': 'message.media.thumbnail',
    details: 'message.details',
    mentions: 'message.mentions',
    linkPreview: 'message.linkPreview',
    raw: 'message.raw',
    'reactions.from': 'message.reactions.from',
    'reactions.fromSealed': 'message.reactions.from',
    'reactions.emoji': 'message.reactions.emoji',
    'votes.from': 'message.votes.from',
    'votes.fromSealed': 'message.votes.from',
    'votes.options': 'message.votes.options',
  },
  whatsapp_contacts: {
    whatsappId: 'contact.whatsappId',
    whatsappIdSealed: 'contact.whatsappId',
    name: 'contact.name',
    whatsappName: 'contact.whatsappName',
    searchTokens: INDEX,
    pushname: 'contact.pushname',
    shortName: 'contact.shortName',
    profilePictureUrl: 'contact.profilePictureUrl',
    status: 'contact.status',
    phoneNumber: 'contact.phoneNumber',
    phoneNumberSealed: 'contact.phoneNumber',
    email: 'contact.email',
    company: 'contact.company',
    title: 'contact.title',
    notes: 'contact.notes',
  },
  contact_merges: { values: 'merge.values' },
  conversation_notes: { text: 'note.text' },
  'media.files': { 'metadata.contentId': 'file.sha256' },
  'media.chunks': { data: 'file.path' },
  profile_pictures: { whatsappId: 'picture.whatsappId', image: 'picture.image' },
  identities: {
    accountId: 'identity.accountId',
    one: 'identity.one',
    other: 'identity.other',
  },
  leads: {
    contact_name: 'lead.contactName',
    reasons: 'lead.reasons',
    excerpt: 'lead.excerpt',
    next_step: 'lead.nextStep',
    notes: 'lead.notes',
    lost_reason: 'lead.lostReason',
    phone_number: 'lead.phoneNumber',
    phone_key: 'lead.phoneNumber',
  },
  lead_changes: { changes: 'lead_change.before' },
  lead_messages: { reasons: 'lead_message.reasons' },
  lead_corrections: { weights: '- what the whole team taught the scoring: numbers, of no person' },
  conversation_facts: { contact_key: 'answer.conversationId' },
  contact_days: { contact_key: 'day.conversationId' },
} as const satisfies {
  [Table in keyof typeof personalFields]: {
    [Field in keyof (typeof personalFields)[Table]]: Told;
  };
};

const Property = z.object({
  get properties() {
    return z.record(z.string(), Property).optional();
  },
  get items() {
    return Property.optional();
  },
});
type Property = z.infer<typeof Property>;

function hasField(shape: Property, [name, ...rest]: readonly string[]): boolean {
  const inner = shape.items ?? shape;
  if (name === undefined) return true;
  const property = inner.properties?.[name];
  return property !== undefined && hasField(property, rest);
}

it('every personal field is told by a record of an export, or it is said why none does', () => {
  const listed = Object.entries(personalFields).flatMap(([table, fields]) =>
    Object.keys(fields).map((field) => `${table}.${field}`),
  );
  const told = Object.entries(toldAs).flatMap(([table, fields]) =>
    Object.keys(fields).map((field) => `${table}.${field}`),
  );
  expect(told.sort()).toEqual(listed.sort());
});

it('the records have the fields that they are said to have', () => {
  const shapes = new Map(
    Object.entries(recordShapes).map(([kind, shape]) => [
      kind,
      Property.parse(z.toJSONSchema(shape)),
    ]),
  );
  const wanted = Object.values(toldAs).flatMap((fields) => Object.values<Told>(fields));
  for (const each of wanted) {
    if (each.startsWith('- ')) continue;
    const [kind = '', ...path] = each.split('.');
    expect(hasField(shapes.get(kind) ?? {}, path), each).toBe(true);
  }
});
