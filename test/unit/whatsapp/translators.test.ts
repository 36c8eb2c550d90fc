import { describe, expect, it } from 'vitest';
import { translateAck } from '../../../src-main/whatsapp/translators/translate-ack.ts';
import {
  translateChat,
  translateContact,
} from '../../../src-main/whatsapp/translators/translate-directory.ts';
import { translateMessage } from '../../../src-main/whatsapp/translators/translate-message.ts';
import { translateUnread } from '../../../src-main/whatsapp/translators/translate-unread.ts';
import { TranslationError } from '../../../src-main/whatsapp/translators/translation-error.ts';

/** A message as whatsapp-web.js 1.34.7 hands it on, without what nobody reads. */
const raw = {
  id: {
    fromMe: false,
    remote: '34600111222@c.us',
    id: '3A1B2C',
    _serialized: 'false_34600111222@c.us_3A1B2C',
  },
  viewed: false,
  body: 'Hola 👋',
  type: 'chat',
  t: 1_760_000_000,
  notifyName: 'Ana',
  from: '34600111222@c.us',
  to: '34600000001@c.us',
  ack: 1,
  invis: false,
  star: false,
  isForwarded: false,
  mentionedJidList: [],
  links: [],
};

const understood = {
  kind: 'message',
  messageId: '3A1B2C',
  chatId: '34600111222@c.us',
  fromMe: false,
  from: '34600111222@c.us',
  to: '34600000001@c.us',
  type: 'text',
  whatsappType: 'chat',
  content: 'Hola 👋',
  status: 'delivered',
  timestamp: 1_760_000_000_000,
  pushname: 'Ana',
  isForwarded: false,
};

describe('a message', () => {
  it('is understood', () => {
    expect(translateMessage(raw)).toEqual(understood);
  });

  it('is understood the same when its ids lost their names, or are objects', () => {
    const { _serialized, ...id } = raw.id;
    expect(translateMessage({ ...raw, id: { ...id, $1: _serialized } })).toEqual(understood);
    const wid = { user: '34600111222', server: 'c.us', $1: '34600111222@c.us' };
    expect(translateMessage({ ...raw, id: { ...id, remote: wid }, from: wid })).toEqual(understood);
    expect(translateMessage({ ...raw, id: _serialized })).toEqual(understood);
  });

  it('of our own has the status of its ack', () => {
    const own = { ...raw, id: { ...raw.id, fromMe: true } };
    const statuses = [-1, 0, 1, 2, 3, 4].map((ack) => translateMessage({ ...own, ack })?.status);
    expect(statuses).toEqual(['failed', 'sending', 'sent', 'delivered', 'read', 'played']);
    expect(translateMessage({ ...own, ack: undefined })?.status).toBe('sending');
  });

  it('says who is who, when it carries the other id of the writer or of whom it was written to', () => {
    const fromLid = {
      ...raw,
      id: { ...raw.id, remote: '900@lid', _serialized: 'false_900@lid_3A1B2C' },
      from: '900@lid',
    };
    const number = '34600111222@s.whatsapp.net';
    const pair = { whatsappId: '900@lid', siblingId: '34600111222@c.us' };
    const identitiesOf = (message: object): unknown => translateMessage(message)?.identities;
    expect(identitiesOf({ ...fromLid, senderPn: number })).toEqual([pair]);
    const wid = { user: '34600111222', server: 'c.us' };
    expect(identitiesOf({ ...fromLid, participantPn: wid })).toEqual([pair]);
    expect(identitiesOf({ ...raw, senderLid: '900:3@lid' })).toEqual([
      { whatsappId: '34600111222@c.us', siblingId: '900@lid' },
    ]);
    const own = {
      ...fromLid,
      id: { ...fromLid.id, fromMe: true, _serialized: 'true_900@lid_3A1B2C' },
      from: '34600000001@c.us',
      to: '900@lid',
    };
    expect(identitiesOf({ ...own, peerRecipientPn: number })).toEqual([pair]);
    // Ours.
    expect(identitiesOf({ ...own, senderLid: '1@lid', senderPn: '34600000001@c.us' })).toBe(
      undefined,
    );
    const inGroup = {
      ...raw,
      id: { ...raw.id, remote: '12@g.us', _serialized: 'false_12@g.us_3A1B2C_900@lid' },
      from: '12@g.us',
      author: '900@lid',
    };
    expect(identitiesOf({ ...inGroup, participantPn: number })).toEqual([pair]);
    // Two of a kind, nonsense, and the group itself are no evidence.
    for (const other of ['901@lid', '12@g.us', 'Ana', null, {}, 7]) {
      expect(identitiesOf({ ...fromLid, senderPn: other })).toBe(undefined);
    }
  });

  it('in a group has an author, and may answer and be forwarded', () => {
    expect(
      translateMessage({
        ...raw,
        id: 'false_1-2@g.us_3A1B2C_34600111222@c.us',
        from: '1-2@g.us',
        author: '34600111222@c.us',
        quotedStanzaID: '3EB0',
        isForwarded: true,
      }),
    ).toEqual({
      ...understood,
      chatId: '1-2@g.us',
      from: '1-2@g.us',
      author: '34600111222@c.us',
      replyToMessageId: '3EB0',
      isForwarded: true,
    });
  });

  it.each([
    ['chat', 'text'],
    ['image', 'image'],
    ['video', 'video'],
    ['ptv', 'video'],
    ['audio', 'audio'],
    ['ptt', 'voice_note'],
    ['document', 'document'],
    ['location', 'location'],
    ['vcard', 'contact'],
    ['multi_vcard', 'contact'],
    ['sticker', 'sticker'],
    ['poll_creation', 'poll'],
    ['reaction', 'reaction'],
    ['call_log', 'call_log'],
    ['revoked', 'revoked'],
    ['buttons_response', 'text'],
    ['list_response', 'text'],
    ['order', 'unknown'],
    ['something_of_tomorrow', 'unknown'],
  ])('of type %s is %s', (type, expected) => {
    expect(translateMessage({ ...raw, type })).toMatchObject({
      type: expected,
      whatsappType: type,
    });
  });

  it.each([
    [
      'an image: its caption, not the thumbnail in its body',
      { type: 'image', body: '/9j/4AAQ', caption: 'look' },
      'look',
    ],
    ['an image without a caption', { type: 'image', body: '/9j/4AAQ' }, ''],
    [
      'a location: its description',
      { type: 'location', body: '/9j/4AAQ', loc: 'Plaza Mayor' },
      'Plaza Mayor',
    ],
    ['a contact: its name', { type: 'vcard', vcardFormattedName: 'Eva' }, 'Eva'],
    [
      'contacts: their names',
      {
        type: 'multi_vcard',
        body: 'BEGIN:VCARD\nFN:Eva Ruiz\r\nEND:VCARD\nBEGIN:VCARD\nFN;CHARSET=UTF-8:Luis\nEND:VCARD',
      },
      'Eva Ruiz, Luis',
    ],
    ['a poll: its question', { type: 'poll_creation', body: '', pollName: 'When?' }, 'When?'],
    ['a revoked message: nothing', { type: 'revoked', body: 'secret' }, ''],
    [
      'an unknown one: whatever text it has',
      { type: 'order', body: 'three loaves' },
      'three loaves',
    ],
    ['a text that is missing', { body: undefined }, ''],
    ['a text that is null', { body: null }, ''],
    [
      '64 KB, right-to-left and a NUL',
      { body: `${'ä'.repeat(65_000)} مرحبا\u0000` },
      `${'ä'.repeat(65_000)} مرحبا\u0000`,
    ],
  ])('has as content of %s', (_name, fields, expected) => {
    expect(translateMessage({ ...raw, ...fields })?.content).toBe(expected);
  });

  it.each([
    'album',
    'e2e_notification',
    'notification_template',
    'broadcast_notification',
    'protocol',
    'debug',
  ])('is none when it is a notice of WhatsApp (%s)', (type) => {
    expect(translateMessage({ ...raw, type })).toBeNull();
  });

  it.each([{ caption: 'all of them' }, { mimetype: 'image/jpeg', directPath: '/v/1' }])(
    'is kept when it is an album that carries something itself (%j)',
    (carried) => {
      expect(translateMessage({ ...raw, type: 'album', ...carried })).toMatchObject({
        type: 'unknown',
        whatsappType: 'album',
        raw: expect.stringContaining(Object.values(carried)[0] ?? '') as string,
      });
    },
  );

  it('is none while it is not deciphered, and kept as unknown when it never will be', () => {
    const cipher = { ...raw, type: 'ciphertext', body: undefined };
    expect(translateMessage(cipher)).toBeNull();
    expect(translateMessage({ ...cipher, decryptionFailed: true })).toMatchObject({
      type: 'unknown',
      whatsappType: 'ciphertext',
      content: '',
    });
  });

  it('is none when it is a status post or a channel’s', () => {
    expect(translateMessage({ ...raw, id: { ...raw.id, remote: 'status@broadcast' } })).toBeNull();
    expect(translateMessage({ ...raw, id: { ...raw.id, remote: '120363@newsletter' } })).toBeNull();
  });

  it.each([
    ['id', { id: { id: 'X' } }],
    ['from', { from: 'nobody' }],
    ['to', { to: undefined }],
    ['t', { t: 'yesterday' }],
    ['type', { type: undefined }],
    ['body', { body: 34600111222 }],
  ])('that is wrong names the field %s, and nothing that stood in it', (field, change) => {
    const translate = (): unknown => translateMessage({ ...raw, ...change });
    expect(translate).toThrow(TranslationError);
    expect(translate).toThrow(`A message: unexpected ${field}`);
  });

  it.each([[null], [undefined], ['text'], [[]]])('is not understood when it is %j', (value) => {
    expect(() => translateMessage(value)).toThrow(TranslationError);
  });
});

describe('an ack', () => {
  it('tells what became of a message of ours', () => {
    expect(translateAck({ ...raw, id: { ...raw.id, fromMe: true }, ack: 3 })).toEqual({
      kind: 'status',
      messageId: '3A1B2C',
      chatId: '34600111222@c.us',
      status: 'read',
    });
  });

  it('of another’s message means nothing', () => {
    expect(translateAck({ ...raw, ack: 3 })).toBeNull();
  });

  it('that is wrong names the field', () => {
    expect(() => translateAck({ ...raw, ack: 'read' })).toThrow('An ack: unexpected ack');
    expect(() => translateAck({ id: 1, ack: 1 })).toThrow('An ack: unexpected id');
  });
});

describe('an unread count', () => {
  it('is what WhatsApp counts, and one for a chat marked by hand', () => {
    const chatId = '34600111222@c.us';
    expect(translateUnread({ chatId, unreadCount: 4 })).toEqual({
      kind: 'unread',
      chatId,
      unreadCount: 4,
    });
    expect(translateUnread({ chatId, unreadCount: -1 }).unreadCount).toBe(1);
  });

  it('that is wrong names the field', () => {
    expect(() => translateUnread({ chatId: 'x', unreadCount: 1 })).toThrow('unexpected chatId');
    expect(() => translateUnread({ chatId: '1@c.us' })).toThrow('unexpected unreadCount');
  });
});

describe('the directory', () => {
  it('understands a chat', () => {
    const chat = {
      id: '1-2@g.us',
      name: 'Team',
      isGroup: true,
      groupDescription: 'us',
      unreadCount: -1,
      archive: false,
      pinned: true,
      t: 5,
      digest: 'd',
    };
    expect(translateChat(chat)).toEqual({
      chatId: '1-2@g.us',
      name: 'Team',
      isGroup: true,
      groupDescription: 'us',
      unreadCount: 1,
      isArchived: false,
      isPinned: true,
      lastMessageAt: 5_000,
      digest: 'd',
    });
    expect(
      translateChat({ id: '1@c.us', isGroup: false, archive: true, pinned: false, digest: '' }),
    ).toEqual({
      chatId: '1@c.us',
      name: '',
      isGroup: false,
      unreadCount: 0,
      isArchived: true,
      isPinned: false,
      digest: '',
    });
  });

  it('understands a contact, and calls verified only what WhatsApp has checked', () => {
    const contact = {
      id: '9@lid',
      name: 'Eva',
      phoneNumber: '34600',
      isBusiness: true,
      isBlocked: false,
    };
    expect(translateContact({ ...contact, verifiedLevel: 2 })).toEqual({
      whatsappId: '9@lid',
      name: 'Eva',
      phoneNumber: '34600',
      isBusiness: true,
      isVerified: true,
      isBlocked: false,
    });
    expect(translateContact({ ...contact, sibling: '34600@c.us' }).siblingId).toBe('34600@c.us');
    expect(translateContact({ ...contact, verifiedLevel: 1 }).isVerified).toBe(false);
    expect(() => translateContact({ ...contact, id: {} })).toThrow('A contact: unexpected id');
  });
});
