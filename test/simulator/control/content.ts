import { z } from 'zod';
import type { WireMessage } from '../protocol/wire-message.ts';

/** What a message can be, besides text and files. */
export const contentSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('link'),
    text: z.string(),
    url: z.string(),
    title: z.string(),
    description: z.string().optional(),
  }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
    /** Followed for a while. */
    isLive: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('contact'),
    cards: z.array(z.object({ name: z.string(), numbers: z.array(z.string()) })).min(1),
  }),
  z.object({
    kind: z.literal('poll'),
    question: z.string(),
    options: z.array(z.string()).min(2),
    allowsMultiple: z.boolean().optional(),
  }),
  /** The entry that a call leaves behind in the chat. */
  z.object({
    kind: z.literal('call'),
    outcome: z.enum(['missed', 'answered', 'rejected']),
    isVideo: z.boolean().optional(),
    seconds: z.number().optional(),
  }),
  /** A kind that no app has heard of. */
  z.object({ kind: z.literal('unknown'), type: z.string(), name: z.string() }),
]);
export type Content = z.infer<typeof contentSchema>;

/** As WhatsApp carries it. */
export function contentFields(content: Content): Partial<WireMessage> {
  switch (content.kind) {
    case 'link':
      return {
        body: content.text,
        matchedText: content.url,
        canonicalUrl: content.url,
        title: content.title,
        description: content.description,
      };
    case 'location':
      return {
        type: content.isLive === true ? 'live_location' : 'location',
        body: '',
        lat: content.latitude,
        lng: content.longitude,
        loc: [content.name, content.address].filter(Boolean).join('\n'),
        isLive: content.isLive,
      };
    case 'contact': {
      const cards = content.cards.map(({ name, numbers }) => ({
        displayName: name,
        vcard: vcard(name, numbers),
      }));
      const [first] = cards;
      return first !== undefined && cards.length === 1
        ? { type: 'vcard', body: first.vcard, vcardFormattedName: first.displayName }
        : { type: 'multi_vcard', body: '', vcardList: cards };
    }
    case 'poll':
      return {
        type: 'poll_creation',
        body: '',
        pollName: content.question,
        pollOptions: content.options.map((name, localId) => ({ name, localId })),
        pollSelectableOptionsCount: content.allowsMultiple === true ? 0 : 1,
      };
    case 'call':
      return {
        type: 'call_log',
        body: '',
        callOutcome: { missed: 'Missed', answered: 'Connected', rejected: 'Rejected' }[
          content.outcome
        ],
        isVideoCall: content.isVideo === true,
        callDuration: content.seconds,
      };
    case 'unknown':
      return { type: content.type, body: '', eventName: content.name };
  }
}

function vcard(name: string, numbers: readonly string[]): string {
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${name};;;`,
    `FN:${name}`,
    ...numbers.map((number) => `TEL;type=CELL;waid=${number.replace(/\D/g, '')}:${number}`),
    'END:VCARD',
  ].join('\n');
}
