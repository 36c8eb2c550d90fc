import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { Message, nothingButText } from '../../../src-preload/contract/message.ts';

const minute = 60_000;

type Part = Partial<Message>;

const media = (change: object): Message['media'] => ({
  state: 'waiting',
  url: null,
  thumbnailUrl: null,
  fileName: '',
  fileSize: 240_000,
  mimeType: 'image/jpeg',
  duration: null,
  width: null,
  height: null,
  isGif: false,
  isViewOnce: false,
  ...change,
});

const cards: Part[] = [
  {
    type: 'location',
    details: {
      kind: 'location',
      latitude: 41.38879,
      longitude: 2.15899,
      name: 'Taller Oslo',
      address: 'Carrer de Mallorca 112\n08036 Barcelona',
      isLive: false,
    },
  },
  {
    type: 'location',
    direction: 'outgoing',
    status: 'read',
    details: { kind: 'location', latitude: -33.8568, longitude: 151.2153, isLive: true },
  },
  {
    type: 'contact',
    details: {
      kind: 'contact',
      cards: [
        { name: 'Quirina Vázquez', phoneNumbers: ['+34 655 000 111'], vcard: '' },
        { name: 'دانيال حسن', phoneNumbers: [], vcard: '' },
      ],
    },
  },
  {
    type: 'poll',
    direction: 'outgoing',
    status: 'delivered',
    details: {
      kind: 'poll',
      question: 'Which day suits you for the delivery?',
      options: [
        { name: 'Tuesday morning', votes: 4 },
        { name: 'Wednesday, any time between nine and seven', votes: 1 },
        { name: 'Not this week', votes: 0 },
      ],
      allowsMultiple: true,
    },
    reactions: [{ emoji: '👍', isOurs: false, senderName: 'Mateo Rojas', timestamp: 1 }],
  },
  { type: 'call_log', details: { kind: 'call', isVideo: false, outcome: 'missed' } },
  {
    type: 'call_log',
    direction: 'outgoing',
    status: 'sent',
    details: { kind: 'call', isVideo: true, outcome: 'answered', duration: 754 },
  },
];

const texts: Part[] = [
  {
    content: 'Good morning everyone! Please send this to whoever needs a desk.',
    isForwarded: true,
  },
  {
    type: 'group_event',
    details: {
      kind: 'group_event',
      event: 'added',
      by: 'Hannah Schmidt',
      people: ['Priya Raman', 'ליאור כהן'],
    },
  },
  {
    type: 'group_event',
    details: {
      kind: 'group_event',
      event: 'subject_changed',
      by: 'Hannah Schmidt',
      people: [],
      value: 'Wholesale 2027',
    },
  },
  {
    content: '@34600111222 can you look at this? @34600333444 too, please',
    mentions: [
      { token: '@34600111222', name: 'Lucía Fernández' },
      { token: '@34600333444', name: 'ليلى حسن' },
    ],
    reactions: [
      { emoji: '❤️', isOurs: false, senderName: 'Priya Raman', timestamp: 1 },
      { emoji: '❤️', isOurs: true, senderName: null, timestamp: 2 },
      { emoji: '😂', isOurs: false, senderName: 'Mateo Rojas', timestamp: 3 },
    ],
  },
  {
    content: 'Our new catalogue: https://lamps.example/catalogue',
    direction: 'outgoing',
    status: 'played',
    editedAt: 1_750_000_000_000,
    linkPreview: {
      url: 'https://lamps.example/catalogue',
      title: 'Lamps for people who read at night',
      description: 'Hand-blown glass from Girona, delivered in two days.',
    },
  },
  { content: 'Is this you? https://www.p\u0430ypal.com/login' },
  { type: 'image', content: 'This one, in green?', media: media({}) },
  { type: 'document', media: media({ fileName: 'Offer 2027-118 final (2).pdf' }) },
  { type: 'revoked' },
  { type: 'revoked', direction: 'outgoing', status: 'read' },
  { type: 'unknown' },
  {
    content: 'It could not be delivered to this number.',
    direction: 'outgoing',
    status: 'failed',
    failure: 'whatsapp_refused',
  },
];

/** Every kind of message, oldest first; the last one answers the first. */
export function sampleKinds(conversation: ConversationSummary, now: number): Message[] {
  const { conversationId, isGroup } = conversation;
  const parts = isGroup ? texts : cards;
  const toMessage = (part: Part, index: number): Message =>
    Message.parse({
      messageId: `KIND${index}`,
      conversationId,
      direction: 'incoming',
      ...nothingButText,
      type: 'text',
      content: '',
      senderName: isGroup && part.direction !== 'outgoing' ? 'Hannah Schmidt' : null,
      status: 'delivered',
      statusUpdates: [],
      outbox: null,
      leadGenerated: false,
      timestamp: now - 3 * minute + index,
      sequence: index,
      ...part,
    });
  const [quoted] = parts.map(toMessage);
  if (!quoted) throw new Error('There are samples');
  return [
    ...parts,
    {
      content: 'Perfect, see you there. Thank you for taking the time!',
      replyTo: {
        messageId: quoted.messageId,
        isOurs: false,
        senderName: quoted.senderName ?? conversation.name,
        type: quoted.type,
        preview: quoted.content,
      },
    } satisfies Part,
    {
      content: 'And this one is about something from long ago.',
      direction: 'outgoing',
      status: 'sending',
      replyTo: {
        messageId: quoted.messageId,
        isOurs: false,
        senderName: null,
        type: 'unknown',
        preview: '',
      },
    } satisfies Part,
  ].map(toMessage);
}
