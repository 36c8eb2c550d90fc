import { expect } from 'vitest';
import type { Message } from '../../../src-preload/contract/message.ts';
import type { Content } from '../../simulator/control/content.ts';
import type { OutgoingFile } from '../../simulator/control/file-for-transfer.ts';

/** Who writes, and where. */
export interface Author {
  says(text: string, options?: Options): Promise<string>;
  sends(file: OutgoingFile, options?: Options): Promise<string>;
  shares(content: Content, options?: Options): Promise<string>;
}

interface Options {
  quotes?: string;
  forwarded?: boolean;
  mentions?: string[];
}

export interface Kind {
  name: string;
  send(author: Author): Promise<string>;
  /** As the window gets it. */
  expected: Partial<Message>;
  /** What must not be readable in the database. */
  secrets: string[];
}

const THUMBNAIL = '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////';
const aCard = expect.stringContaining('BEGIN:VCARD') as string;
const data = Buffer.from('the bytes of a file');

const file = (type: Message['type'], change: object): Partial<Message> => ({
  type,
  media: expect.objectContaining({
    state: 'waiting',
    url: null,
    fileSize: data.length,
    isGif: false,
    isViewOnce: false,
    ...change,
  }) as Message['media'],
});

export const kinds: Kind[] = [
  {
    name: 'a text',
    send: (author) => author.says('Chrysanthemums, please'),
    expected: { type: 'text', content: 'Chrysanthemums, please', isForwarded: false, media: null },
    secrets: ['Chrysanthemums'],
  },
  {
    name: 'an image with a caption',
    send: (author) =>
      author.sends({
        data,
        mimetype: 'image/jpeg',
        caption: 'The porcelain lamp',
        width: 640,
        height: 480,
        thumbnail: THUMBNAIL,
      }),
    expected: {
      content: 'The porcelain lamp',
      ...file('image', { mimeType: 'image/jpeg', width: 640, height: 480 }),
    },
    secrets: ['porcelain', THUMBNAIL.slice(0, 20)],
  },
  {
    name: 'a video',
    send: (author) => author.sends({ data, mimetype: 'video/mp4', duration: 12 }),
    expected: file('video', { mimeType: 'video/mp4', duration: 12 }),
    secrets: [],
  },
  {
    name: 'a GIF',
    send: (author) => author.sends({ data, mimetype: 'video/mp4', isGif: true }),
    expected: file('video', { isGif: true }),
    secrets: [],
  },
  {
    name: 'an image that can be opened once',
    send: (author) => author.sends({ data, mimetype: 'image/jpeg', isViewOnce: true }),
    expected: file('image', { isViewOnce: true }),
    secrets: [],
  },
  {
    name: 'an audio file',
    send: (author) => author.sends({ data, mimetype: 'audio/mpeg', duration: 180 }),
    expected: file('audio', { mimeType: 'audio/mpeg', duration: 180 }),
    secrets: [],
  },
  {
    name: 'a voice note',
    send: (author) => author.sends({ data, mimetype: 'audio/ogg; codecs=opus', duration: 7 }),
    expected: file('voice_note', { mimeType: 'audio/ogg; codecs=opus', duration: 7 }),
    secrets: [],
  },
  {
    name: 'a document',
    send: (author) =>
      author.sends({ data, mimetype: 'application/pdf', filename: 'Offerte-Zebrastreifen.pdf' }),
    expected: file('document', {
      mimeType: 'application/pdf',
      fileName: 'Offerte-Zebrastreifen.pdf',
    }),
    secrets: ['Zebrastreifen'],
  },
  {
    name: 'a sticker',
    send: (author) => author.sends({ data, mimetype: 'image/webp', width: 512, height: 512 }),
    expected: file('sticker', { mimeType: 'image/webp', width: 512, height: 512 }),
    secrets: [],
  },
  {
    name: 'a location',
    send: (author) =>
      author.shares({
        kind: 'location',
        latitude: 41.38879,
        longitude: 2.15899,
        name: 'Casa Xiquets',
        address: 'Carrer de la Marmota 7\n08010 Barcelona',
      }),
    expected: {
      type: 'location',
      details: {
        kind: 'location',
        latitude: 41.38879,
        longitude: 2.15899,
        name: 'Casa Xiquets',
        address: 'Carrer de la Marmota 7\n08010 Barcelona',
        isLive: false,
      },
    },
    secrets: ['Xiquets', 'Marmota', '41.38879'],
  },
  {
    name: 'a live location',
    send: (author) =>
      author.shares({ kind: 'location', latitude: -33.5, longitude: 151.25, isLive: true }),
    expected: {
      type: 'location',
      details: { kind: 'location', latitude: -33.5, longitude: 151.25, isLive: true },
    },
    secrets: ['151.25'],
  },
  {
    name: 'a contact card',
    send: (author) =>
      author.shares({
        kind: 'contact',
        cards: [{ name: 'Quirina Vázquez', numbers: ['+34 655 000 111'] }],
      }),
    expected: {
      type: 'contact',
      content: 'Quirina Vázquez',
      details: {
        kind: 'contact',
        cards: [
          {
            name: 'Quirina Vázquez',
            phoneNumbers: ['+34 655 000 111'],
            vcard: aCard,
          },
        ],
      },
    },
    secrets: ['Quirina', '655 000 111', 'VCARD'],
  },
  {
    name: 'several contact cards',
    send: (author) =>
      author.shares({
        kind: 'contact',
        cards: [
          { name: 'Wilhelmina', numbers: ['+49 170 1'] },
          { name: 'Nobody', numbers: [] },
        ],
      }),
    expected: {
      type: 'contact',
      content: 'Wilhelmina, Nobody',
      details: {
        kind: 'contact',
        cards: [
          { name: 'Wilhelmina', phoneNumbers: ['+49 170 1'], vcard: aCard },
          { name: 'Nobody', phoneNumbers: [], vcard: aCard },
        ],
      },
    },
    secrets: ['Wilhelmina'],
  },
  {
    name: 'a poll',
    send: (author) =>
      author.shares({
        kind: 'poll',
        question: 'Which upholstery?',
        options: ['Velveteen', 'Corduroy'],
      }),
    expected: {
      type: 'poll',
      content: 'Which upholstery?',
      details: {
        kind: 'poll',
        question: 'Which upholstery?',
        options: [
          { name: 'Velveteen', votes: 0 },
          { name: 'Corduroy', votes: 0 },
        ],
        allowsMultiple: false,
      },
    },
    secrets: ['upholstery', 'Velveteen'],
  },
  {
    name: 'a missed call',
    send: (author) => author.shares({ kind: 'call', outcome: 'missed', isVideo: true }),
    expected: {
      type: 'call_log',
      details: { kind: 'call', isVideo: true, outcome: 'missed' },
    },
    secrets: [],
  },
  {
    name: 'a call',
    send: (author) => author.shares({ kind: 'call', outcome: 'answered', seconds: 95 }),
    expected: {
      type: 'call_log',
      details: { kind: 'call', isVideo: false, outcome: 'answered', duration: 95 },
    },
    secrets: [],
  },
  {
    name: 'an answer',
    send: async (author) => {
      const original = await author.says('Do you deliver on Pentecost?');
      return author.says('We do', { quotes: original });
    },
    expected: {
      type: 'text',
      content: 'We do',
      replyTo: expect.objectContaining({
        type: 'text',
        preview: 'Do you deliver on Pentecost?',
      }) as Message['replyTo'],
    },
    secrets: ['Pentecost'],
  },
  {
    name: 'a forwarded text',
    send: (author) => author.says('Good morning, sunshine', { forwarded: true }),
    expected: { type: 'text', isForwarded: true },
    secrets: ['sunshine'],
  },
  {
    name: 'a text that names people',
    send: (author) =>
      author.says('@34600111222 and @34600333444, look', {
        mentions: ['34600111222', '34600333444'],
      }),
    expected: {
      content: '@34600111222 and @34600333444, look',
      mentions: [
        { token: '@34600111222', name: 'Ana García' },
        { token: '@34600333444', name: 'Eva' },
      ],
    },
    secrets: ['34600111222', 'García'],
  },
  {
    name: 'a link with a preview',
    send: (author) =>
      author.shares({
        kind: 'link',
        text: 'See https://lamps.example/aubergine',
        url: 'https://lamps.example/aubergine',
        title: 'Aubergine lamps',
        description: 'Hand-blown',
      }),
    expected: {
      type: 'text',
      content: 'See https://lamps.example/aubergine',
      linkPreview: {
        url: 'https://lamps.example/aubergine',
        title: 'Aubergine lamps',
        description: 'Hand-blown',
      },
    },
    secrets: ['ubergine', 'Hand-blown'],
  },
  {
    name: 'a kind that nobody knows',
    send: (author) =>
      author.shares({ kind: 'unknown', type: 'hologram', name: 'Kaleidoscope evening' }),
    expected: { type: 'unknown', details: null, media: null },
    secrets: ['Kaleidoscope'],
  },
];
