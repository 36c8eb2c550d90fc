import { User } from '../../../src-preload/contract/app.ts';
import { Contact } from '../../../src-preload/contract/contact.ts';
import { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { Lead, LeadStage } from '../../../src-preload/contract/lead.ts';
import { messageTypes } from '../../../src-preload/contract/message-content.ts';
import { Message, nothingButText } from '../../../src-preload/contract/message.ts';
import {
  Session,
  type SessionState,
  type SessionUsage,
} from '../../../src-preload/contract/session.ts';
import { Random } from './random.ts';
import { sampleMedia } from './sample-media.ts';
import { customerTexts, groups, longText, ourTexts, people } from './sample-texts.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function objectId(number: number): string {
  return number.toString(16).padStart(24, '0');
}

export function sampleSession(number: number, state: SessionState): Session {
  const isKnown = state.kind !== 'qr' && state.kind !== 'starting';
  return Session.parse({
    sessionId: uuid(0x900000 + number),
    ...(isKnown
      ? {
          pushname: number === 0 ? 'Ventas Madrid' : 'Wholesale Lisbon',
          phoneNumber: number === 0 ? '+34 600 000 100' : '+351 910 000 200',
        }
      : {}),
    state,
    createdAt: 1_750_000_000_000 + number,
    autoReconnect: number !== 3,
    // The owner of one of them has lost the phone.
    phoneSeenAt: Date.now() - (number === 2 ? 11 : 1) * day,
  });
}

export function sampleUsage({ sessionId, state }: Session, now: number): SessionUsage {
  const isRunning = state.kind === 'connected' || state.kind === 'read_only';
  return {
    sessionId,
    messageCount: 12_480,
    errorCount: isRunning ? 0 : 3,
    lastActivity: now - 4 * minute,
    ...(isRunning ? {} : { lastError: 'The line is down (attempt 3)', lastErrorAt: now - minute }),
    memoryBytes: isRunning ? 268 * 1024 * 1024 : null,
  };
}

/** Whom nobody has named is called by the number. */
function nameOf(index: number, phoneNumber: string | null): string {
  const person = people[index % people.length] ?? people[0];
  if (person.startsWith('+')) return phoneNumber ?? person;
  return index < people.length ? person : `${person} ${index}`;
}

/** Conversations as a busy shop has them, newest first. */
export function sampleConversations(
  count: number,
  now: number,
  accounts = 1,
): ConversationSummary[] {
  const random = new Random(7);
  let time = now - 2 * minute;
  return Array.from({ length: count }, (_, index) => {
    const isGroup = index % 11 === 4;
    const phoneNumber = `+34 6${String(10_000_000 + index * 7919).slice(0, 8)}`;
    const group = groups[index % groups.length] ?? groups[0];
    const isOurs = random.next() < 0.4;
    const lastMessageAt = Math.floor(time);
    time -= random.below(index < 12 ? 35 * minute : day / 3) + minute;
    return ConversationSummary.parse({
      conversationId: uuid(index + 1),
      sessionId: uuid(0x900000 + (index % accounts)),
      name: isGroup ? group : nameOf(index, phoneNumber),
      phoneNumber: isGroup ? null : phoneNumber,
      isGroup,
      unreadCount: !isOurs && random.next() < 0.35 ? 1 + random.below(index === 3 ? 400 : 6) : 0,
      messageCount: 40 + random.below(400),
      lastMessage: {
        ...nothingButText,
        direction: isOurs ? 'outgoing' : 'incoming',
        type: index % 13 === 6 ? 'voice_note' : 'text',
        preview: index % 13 === 6 ? '' : random.pick(isOurs ? ourTexts : customerTexts),
        status: isOurs
          ? (['read', 'delivered', 'sent', 'read', 'failed', 'sending'] as const)[index % 6]
          : 'delivered',
        timestamp: lastMessageAt,
      },
      lastMessageAt,
      isPinned: false,
      whatsAppUnread: 0,
      mention: index === 2 ? 'unseen' : null,
      isArchived: false,
      leadId: index % 7 === 1 ? objectId(index) : null,
      assigneeId: index % 3 === 0 ? objectId(1 + (index % 4)) : null,
      labels: labelSets[index % labelSets.length],
      businessId: index % 5 === 0 ? 'b'.repeat(24) : null,
      ...sampleStatus(index, now),
      priority: index % 9 === 2 ? 'high' : index % 17 === 3 ? 'low' : 'medium',
      waitingSince: isGroup || isOurs ? null : lastMessageAt - random.below(4) * 50 * minute,
    });
  });
}

function sampleStatus(index: number, now: number): object {
  const snoozedUntil = index % 12 === 5 ? now + (1 + (index % 3)) * day : null;
  const status = index % 10 === 7 ? 'pending' : index > 40 && index % 3 > 0 ? 'resolved' : 'open';
  return snoozedUntil === null ? { status, snoozedUntil } : { status: 'snoozed', snoozedUntil };
}

const labelSets = [
  ['wedding', 'urgent', 'wholesale'],
  [],
  ['urgent'],
  [],
  [],
  ['waits for the supplier in Girona'],
] as const;

/** The team, by name. */
export function sampleColleagues(): User[] {
  return ['Ana Torres', 'Bilal Haddad', 'Chiara Conti', 'Daniel Osei'].map((name, index) =>
    User.parse({
      userId: objectId(index + 1),
      name,
      email: `${name.split(' ')[0]?.toLowerCase() ?? ''}@example.com`,
    }),
  );
}

/** One conversation, oldest first, ending with every state that a message of ours can be in. */
export function sampleMessages(
  conversation: ConversationSummary,
  count: number,
  now: number,
): Message[] {
  const random = new Random(11);
  const { conversationId, isGroup } = conversation;
  let time = now - 6 * minute;
  const backwards = Array.from({ length: count }, (_, index) => {
    const isOurs = random.next() < 0.42;
    const timestamp = Math.floor(time / 1000) * 1000;
    time -= random.next() < 0.14 ? random.below(9 * 60 * minute) : random.below(4 * minute);
    const isPlain = index % 17 !== 8;
    const type = isPlain ? 'text' : (messageTypes[1 + (((index / 17) | 0) % 13)] ?? 'image');
    return Message.parse({
      messageId: `SAMPLE${String(count - index).padStart(8, '0')}`,
      conversationId,
      ...nothingButText,
      media: isPlain ? null : sampleMedia(type, count - index),
      direction: isOurs ? 'outgoing' : 'incoming',
      type,
      content:
        index === 14 ? longText : isPlain ? random.pick(isOurs ? ourTexts : customerTexts) : '',
      senderName: isGroup && !isOurs ? people[random.below(4)] : null,
      status: isOurs ? (index < 3 ? 'sent' : index < 7 ? 'delivered' : 'read') : 'delivered',
      statusUpdates: [{ status: 'sent', timestamp }],
      outbox: null,
      leadGenerated: !isOurs && isPlain && index % 19 === 5,
      timestamp,
      sequence: count - index,
    });
  });
  return backwards.reverse();
}

/** What waits in the outbox at the end of a conversation. */
export function sampleOutbox(conversation: ConversationSummary, now: number): Message[] {
  const waiting = (
    number: number,
    content: string,
    outbox: NonNullable<Message['outbox']>,
  ): Message =>
    Message.parse({
      messageId: `WAITING${number}`,
      conversationId: conversation.conversationId,
      ...nothingButText,
      direction: 'outgoing',
      type: 'text',
      content,
      senderName: null,
      status: outbox.state === 'failed' ? 'failed' : 'sending',
      statusUpdates: [],
      outbox,
      leadGenerated: false,
      timestamp: now - 3 * minute + number,
      sequence: 0,
    });
  return [
    waiting(1, 'The invoice is on its way to your e-mail.', {
      state: 'failed',
      code: 'whatsapp_refused',
      attempts: 1,
    }),
    waiting(2, 'And one more thing: do you want the lamps in black or in brass?', {
      state: 'queued',
      waitsFor: 'account_limit',
      goesAt: now + 17 * minute,
      scheduledFor: null,
      attempts: 0,
    }),
    waiting(3, 'Good morning! Did the parcel arrive?', {
      state: 'queued',
      waitsFor: 'schedule',
      goesAt: now + 900 * minute,
      scheduledFor: now + 900 * minute,
      timeZone: 'Europe/Madrid',
      attempts: 0,
    }),
  ];
}

const companies = [
  '',
  'Panadería Sol, S.L.',
  '',
  'Hotel Miramar',
  'Estudio Norte',
  '',
  '',
] as const;

export function sampleContacts(count: number, now: number): Contact[] {
  const random = new Random(3);
  return Array.from({ length: count }, (_, index) => {
    const phoneNumber =
      index % 9 === 5 ? null : `+34 6${String(10_000_000 + index * 7919).slice(0, 8)}`;
    const name = nameOf(index, phoneNumber);
    return Contact.parse({
      contactId: objectId(index + 1),
      name,
      pushname: index % 3 === 0 && !name.startsWith('+') ? (name.split(' ')[0] ?? null) : null,
      phoneNumber,
      company: companies[index % companies.length],
      createdAt: now - (400 - (index % 380)) * day,
      isBusiness: index % 8 === 2,
      isBlocked: index % 23 === 7,
      leadCount: random.next() < 0.25 ? 1 + random.below(5) : 0,
      lastInteractionAt: index % 6 === 4 ? null : now - random.below(60) * day,
      conversationId: index % 6 === 4 ? null : uuid(index + 1),
      businessId: index % 7 === 3 ? 'b'.repeat(24) : null,
      idCount: index % 11 === 3 ? 2 : 1,
      mergedCount: index % 13 === 6 ? 1 : 0,
    });
  }).sort(
    (one, other) =>
      Number(one.name.startsWith('+')) - Number(other.name.startsWith('+')) ||
      one.name.localeCompare(other.name),
  );
}

export function sampleLeads(count: number, now: number): Lead[] {
  const random = new Random(5);
  const owners = sampleColleagues().map(({ userId }) => userId);
  const steps = ['Send the quotation', 'Llamar para confirmar la fecha', 'Ask for the invoice'];
  return Array.from({ length: count }, (_, index) => {
    const text = customerTexts[(index * 5 + 1) % customerTexts.length] ?? customerTexts[0];
    const stage = LeadStage.options[index % 4 === 0 ? 0 : random.below(LeadStage.options.length)];
    const createdAt = now - index * 5 * 60 * minute - random.below(60) * minute;
    const currency = index % 9 === 4 ? 'USD' : 'EUR';
    return Lead.parse({
      phoneNumber: null,
      isDismissed: false,
      stage,
      createdAt,
      ownerId: index % 5 === 4 ? null : owners[index % owners.length],
      businessId: index % 7 === 3 ? 'b'.repeat(24) : null,
      campaignId: index % 4 === 1 ? objectId(800 + (index % 3)) : null,
      source: 'whatsapp',
      value: index % 3 === 1 ? null : { minor: (1 + random.below(900)) * 2550, currency },
      expectedClose:
        index % 4 === 2
          ? new Date(now + random.below(40) * 24 * 60 * minute).toISOString().slice(0, 10)
          : null,
      nextStep:
        index % 3 === 0
          ? { text: steps[index % steps.length], at: now + (random.below(9) - 2) * 600 * minute }
          : null,
      notes: index % 6 === 0 ? 'Wants it before the holidays.' : '',
      lostReason: stage === 'lost' ? 'Bought elsewhere' : '',
      stageSince: createdAt,
      version: 3,
      leadId: objectId(index + 1),
      conversationId: uuid(index + 1),
      messageId: `SAMPLE${index}`,
      contactName: people[index % people.length],
      reasons: index % 3 === 0 ? ['how much', 'discount'] : ['place an order'],
      excerpt: text.slice(0, 200),
    });
  });
}

/** A conversation of files: each kind, in each state that one can be in. */
export function sampleFiles(conversation: ConversationSummary, now: number): Message[] {
  const kinds = ['image', 'voice_note', 'document', 'image', 'sticker', 'audio'] as const;
  return Array.from({ length: 18 }, (_, index) => {
    const type = kinds[index % kinds.length] ?? 'image';
    const timestamp = now - (18 - index) * 2 * minute;
    return Message.parse({
      messageId: `FILE${index}`,
      conversationId: conversation.conversationId,
      ...nothingButText,
      media: sampleMedia(type, index + Math.floor(index / 6)),
      direction: index % 3 === 1 ? 'outgoing' : 'incoming',
      type,
      content:
        type === 'image' && index % 2 === 0 ? 'This is the one I mean, with the round table' : '',
      senderName: null,
      status: 'read',
      statusUpdates: [{ status: 'sent', timestamp }],
      outbox: null,
      leadGenerated: false,
      timestamp,
      sequence: index,
    });
  });
}
