import { describe, expect, it } from 'vitest';
import { translateChange } from '../../../src-main/whatsapp/translators/translate-change.ts';
import { translateMessage } from '../../../src-main/whatsapp/translators/translate-message.ts';
import { TranslationError } from '../../../src-main/whatsapp/translators/translation-error.ts';

const ANA = '34600111222@c.us';
const ME = '34600000001@c.us';
const GROUP = '120363000000000001@g.us';

const key = (id: string, change: object = {}): object => ({
  fromMe: false,
  remote: ANA,
  id,
  ...change,
});
const raw = { id: key('3A'), type: 'chat', t: 1_760_000_000, from: ANA, to: ME, ack: 1, body: '' };
const understood = (change: object): ReturnType<typeof translateMessage> =>
  translateMessage({ ...raw, ...change });

describe('files', () => {
  const thumbnail = '/9j/4AAQSkZJRgABAQ==';

  it.each([
    ['image', 'image'],
    ['video', 'video'],
    ['gif', 'video'],
    ['ptv', 'video'],
    ['audio', 'audio'],
    ['ptt', 'voice_note'],
    ['document', 'document'],
    ['sticker', 'sticker'],
  ])('of WhatsApp’s type %s are a %s with what is known of the file', (whatsappType, type) => {
    const message = understood({
      type: whatsappType,
      mimetype: 'x/y',
      size: 1234,
      duration: '12',
      width: 640,
      height: 480,
      filename: 'a.bin',
      body: thumbnail,
    });
    expect(message).toMatchObject({ type, content: '' });
    expect(message?.media).toEqual({
      mimeType: 'x/y',
      fileName: 'a.bin',
      fileSize: 1234,
      duration: 12,
      width: 640,
      height: 480,
      isGif: whatsappType === 'gif',
      isViewOnce: false,
      thumbnail,
    });
  });

  it('in odd shapes lose what is odd, and nothing else', () => {
    const message = understood({
      type: 'image',
      caption: 'Look',
      mimetype: 7,
      size: 'many',
      duration: -3,
      width: 0,
      height: Infinity,
      isGif: 'yes',
      filename: ['x'],
      body: 'no picture',
    });
    expect(message).toMatchObject({ type: 'image', content: 'Look' });
    expect(message?.media).toEqual({
      mimeType: 'application/octet-stream',
      isGif: false,
      isViewOnce: false,
    });
  });

  it('do not bring along a thumbnail of any size', () => {
    const body = `/9j/${'A'.repeat(300_000)}`;
    expect(understood({ type: 'image', body })?.media?.thumbnail).toBeUndefined();
  });
});

describe('places', () => {
  it('have a name and an address where WhatsApp gives them', () => {
    const place = { type: 'location', lat: 41.5, lng: 2.25 };
    expect(understood({ ...place, loc: 'Café\nMain Street 1\nGirona' })?.details).toEqual({
      kind: 'location',
      latitude: 41.5,
      longitude: 2.25,
      name: 'Café',
      address: 'Main Street 1\nGirona',
      isLive: false,
    });
    expect(understood({ ...place, type: 'live_location' })?.details).toMatchObject({
      isLive: true,
    });
  });

  it.each([
    { lat: 91, lng: 0 },
    { lat: 0, lng: -181 },
    { lat: NaN, lng: 0 },
    { lat: '41', lng: '2' },
    {},
  ])('that are nowhere on earth are kept as they came: %o', (place) => {
    const message = understood({ type: 'location', loc: 'Café', ...place });
    expect(message).toMatchObject({ type: 'location', content: 'Café' });
    expect(message?.details).toBeUndefined();
    expect(message?.raw).toContain('Café');
  });
});

describe('contact cards', () => {
  const card = (name: string, ...lines: string[]): string =>
    ['BEGIN:VCARD', 'VERSION:3.0', `FN:${name}`, ...lines, 'END:VCARD'].join('\r\n');

  it('have a name and every number once, also from grouped, folded and escaped lines', () => {
    const vcard = card(
      'Ruiz\\, Eva',
      'item1.TEL;type=CELL;waid=34600:+34 600',
      'TEL:+34 600',
      'tel;type=HOME:+34 9',
      ' 11',
    );
    expect(understood({ type: 'vcard', body: vcard })?.details).toEqual({
      kind: 'contact',
      cards: [{ name: 'Ruiz, Eva', phoneNumbers: ['+34 600', '+34 911'], vcard }],
    });
  });

  it('come as a list, or several in one body', () => {
    const vcardList = [{ displayName: 'Eva', vcard: card('Eva R.') }, { vcard: card('Luis') }];
    expect(understood({ type: 'multi_vcard', vcardList })?.content).toBe('Eva, Luis');
    const body = `${card('Eva')}\n${card('Luis')}`;
    expect(understood({ type: 'vcard', body })?.details).toMatchObject({
      cards: [{ name: 'Eva' }, { name: 'Luis' }],
    });
  });

  it('without a card are kept as they came', () => {
    const message = understood({ type: 'multi_vcard', vcardList: 'none' });
    expect(message?.details).toBeUndefined();
    expect(message?.raw).toContain('multi_vcard');
  });
});

describe('polls and calls', () => {
  it('have the question and the options', () => {
    const poll = {
      type: 'poll_creation',
      pollName: 'When?',
      pollOptions: [
        { name: 'Today', localId: 0 },
        { name: 'Never', localId: 1 },
      ],
    };
    const options = [
      { name: 'Today', votes: 0 },
      { name: 'Never', votes: 0 },
    ];
    expect(understood({ ...poll, pollSelectableOptionsCount: 1 })?.details).toEqual({
      kind: 'poll',
      question: 'When?',
      options,
      allowsMultiple: false,
    });
    expect(understood({ ...poll, pollSelectableOptionsCount: 0 })?.details).toMatchObject({
      allowsMultiple: true,
    });
  });

  it.each([
    [{ callOutcome: 'Missed' }, { outcome: 'missed', isVideo: false }],
    [{ callOutcome: 'SILENCED_BY_DND' }, { outcome: 'missed' }],
    [
      { callOutcome: 0, callDuration: 61 },
      { outcome: 'answered', duration: 61 },
    ],
    [
      { callOutcome: 'Rejected', isVideoCall: true },
      { outcome: 'rejected', isVideo: true },
    ],
    [{ subtype: 'miss_video' }, { outcome: 'missed', isVideo: true }],
    [{ callDuration: 5 }, { outcome: 'answered' }],
    [{ callOutcome: {} }, { outcome: 'unknown' }],
  ])('say how a call ended: %o', (call, expected) => {
    const message = understood({ type: 'call_log', ...call });
    expect(message).toMatchObject({ type: 'call_log', details: { kind: 'call', ...expected } });
  });
});

describe('notices of a group', () => {
  const notice = {
    id: key('N1', { remote: GROUP, participant: ANA }),
    type: 'gp2',
    t: 1_760_000_000,
    author: ANA,
    recipients: ['34600333444@c.us', { user: '777', server: 'lid' }, 12],
  };

  it.each([
    ['add', 'added'],
    ['invite', 'joined'],
    ['leave', 'left'],
    ['remove', 'removed'],
    ['promote', 'promoted'],
    ['demote', 'demoted'],
    ['announce', 'settings_changed'],
    ['picture', 'picture_changed'],
  ])('tell of %s as %s, also without sender and receiver', (subtype, event) => {
    const message = translateMessage({ ...notice, subtype });
    expect(message).toMatchObject({ chatId: GROUP, from: GROUP, type: 'group_event', content: '' });
    expect(message?.details).toEqual({
      kind: 'group_event',
      event,
      by: ANA,
      people: ['34600333444@c.us', '777@lid'],
    });
    expect(message?.raw).toBeUndefined();
  });

  it('have the new subject, and are kept whole when nobody knows what they mean', () => {
    const subject = translateMessage({ ...notice, subtype: 'subject', body: 'Retail' });
    expect(subject?.details).toMatchObject({ event: 'subject_changed', value: 'Retail' });
    const unknown = translateMessage({ ...notice, subtype: 'teleport' });
    expect(unknown?.details).toMatchObject({ event: 'unknown' });
    expect(unknown?.raw).toContain('teleport');
  });
});

describe('what adorns a message', () => {
  it('is whom it names, each once', () => {
    const mentionedJidList = [ANA, { user: '777', server: 'lid' }, ANA, null, 'nobody'];
    expect(understood({ mentionedJidList })?.mentions).toEqual([ANA, '777@lid']);
  });

  it('is a preview of a link that a browser may follow', () => {
    const preview = { title: 'Lamps', description: 'New', matchedText: 'lamps.example/a' };
    expect(understood(preview)?.linkPreview).toEqual({
      url: 'https://lamps.example/a',
      title: 'Lamps',
      description: 'New',
    });
    expect(understood({ ...preview, canonicalUrl: 'javascript:alert(1)' })?.linkPreview?.url).toBe(
      'https://lamps.example/a',
    );
    expect(
      understood({ title: 'x', matchedText: 'file:///etc/passwd' })?.linkPreview,
    ).toBeUndefined();
  });

  it('is nothing that could not be read again: ids of quotes, times beyond all calendars', () => {
    const message = understood({
      quotedStanzaID: '<script>',
      latestEditSenderTimestampMs: 1e300,
      mentionedJidList: 'all',
      recipients: {},
    });
    expect(message).toMatchObject({ type: 'text' });
    expect(message).not.toHaveProperty('replyToMessageId');
    expect(message).not.toHaveProperty('editedAt');
    expect(message).not.toHaveProperty('mentions');
  });

  it('is the reactions that history has, without those that make no sense', () => {
    const deskReactions = [
      { msgKey: key('R1'), senderUserJid: ANA, reactionText: '👍', timestamp: 1_760_000_000_500 },
      { msgKey: key('R2', { fromMe: true }), senderUserJid: ME, reactionText: '🎉', timestamp: 2 },
      { senderUserJid: 'nobody', reactionText: 'x', timestamp: 1 },
      null,
    ];
    expect(understood({ deskReactions })?.reactions).toEqual([
      { from: ANA, fromMe: false, emoji: '👍', at: 1_760_000_000_500 },
      { from: ME, fromMe: true, emoji: '🎉', at: 2 },
    ]);
    // One may be missing: who is not among them has not taken theirs back.
    expect(understood({ deskReactions })).not.toHaveProperty('hasAllReactions');
    expect(understood({ deskReactions: deskReactions.slice(0, 2) })?.hasAllReactions).toBe(true);
    expect(understood({ deskReactions: [] })?.hasAllReactions).toBe(true);
    expect(understood({})).not.toHaveProperty('hasAllReactions');
  });

  it('is the votes that history has of a poll, each person’s newest', () => {
    const pollOptions = [
      { name: 'Today', localId: 3 },
      { name: 'Never', localId: 7 },
    ];
    const poll = { type: 'poll_creation', pollName: 'When?', pollOptions };
    const deskVotes = [
      { sender: ANA, selectedOptionLocalIds: [3, 7, 99], senderTimestampMs: 20 },
      { sender: ANA, selectedOptionLocalIds: [3], senderTimestampMs: 10 },
      {
        sender: { user: '34600000001', server: 'c.us' },
        selectedOptionLocalIds: [],
        senderTimestampMs: 5,
      },
      { sender: 'nobody', selectedOptionLocalIds: [3], senderTimestampMs: 5 },
      null,
    ];
    expect(understood({ ...poll, deskVotes })?.votes).toEqual([
      { from: ME, options: [], at: 5 },
      { from: ANA, options: [0, 1], at: 20 },
    ]);
    const unnumbered = [{ name: 'Today' }, { name: 'Never' }];
    const [vote] = [{ sender: ANA, selectedOptionLocalIds: [1], senderTimestampMs: 5 }];
    expect(understood({ ...poll, pollOptions: unnumbered, deskVotes: [vote] })?.votes).toEqual([
      { from: ANA, options: [1], at: 5 },
    ]);
    expect(understood({ type: 'chat', deskVotes })).not.toHaveProperty('votes');
  });
});

describe('a kind that nobody knows', () => {
  it('is kept whole', () => {
    const message = understood({ type: 'hologram', depth: { cm: 3 } });
    expect(message).toMatchObject({ type: 'unknown', whatsappType: 'hologram' });
    expect(JSON.parse(message?.raw ?? '')).toMatchObject({ depth: { cm: 3 } });
  });

  it('fits in a document, however much WhatsApp gave', () => {
    const message = understood({ type: 'hologram', picture: 'A'.repeat(5_000_000), name: 'Eva' });
    expect(message?.raw?.length).toBeLessThan(100_000);
    expect(message?.raw).toContain('Eva');
  });
});

describe('what happens to a message', () => {
  it('is an edit with the text as it is now, and its time', () => {
    const edited = { ...raw, body: 'new', latestEditSenderTimestampMs: 1_760_000_005_000 };
    expect(translateChange('edit', { ...edited, mentionedJidList: [ANA] })).toEqual({
      kind: 'edited',
      messageId: '3A',
      chatId: ANA,
      content: 'new',
      mentions: [ANA],
      at: 1_760_000_005_000,
    });
    expect(translateChange('edit', { ...edited, type: 'image', caption: 'cap' })).toMatchObject({
      content: 'cap',
    });
  });

  it('is no edit when the page has only found out what a message says', () => {
    expect(translateChange('edit', { ...raw, body: 'deciphered' })).toBeNull();
  });

  it('is a revocation of the message that was meant, whichever key stands where', () => {
    const revoked = { kind: 'revoked', messageId: '3A', chatId: ANA };
    expect(translateChange('revoke', { ...raw, type: 'revoked' })).toEqual(revoked);
    const replaced = { ...raw, id: key('OTHER'), protocolMessageKey: key('3A'), type: 'revoked' };
    expect(translateChange('revoke', replaced)).toEqual(revoked);
    expect(translateMessage(replaced)).toMatchObject({ messageId: '3A', type: 'revoked' });
  });

  it('is a reaction, or one that was taken back', () => {
    const reaction = {
      msgKey: key('R1'),
      parentMsgKey: `false_${ANA}_3A`,
      senderUserJid: ANA,
      reactionText: '👍',
      timestamp: 1_760_000_000_123.4,
    };
    expect(translateChange('reaction', reaction)).toEqual({
      kind: 'reaction',
      messageId: '3A',
      chatId: ANA,
      from: ANA,
      fromMe: false,
      emoji: '👍',
      at: 1_760_000_000_123,
    });
    expect(translateChange('reaction', { ...reaction, reactionText: null })).toMatchObject({
      emoji: '',
    });
  });

  it('is a vote for places in the list of options', () => {
    const vote = {
      parentMsgKey: key('3A'),
      sender: ANA,
      selectedOptionLocalIds: [7, 3, 7, 99],
      senderTimestampMs: 5,
      pollOptions: [{ localId: 3 }, { localId: 7 }],
    };
    expect(translateChange('vote', vote)).toEqual({
      kind: 'vote',
      messageId: '3A',
      chatId: ANA,
      from: ANA,
      options: [1, 0],
      at: 5,
    });
    const unseen = { ...vote, pollOptions: undefined, selectedOptionLocalIds: [1] };
    expect(translateChange('vote', unseen)).toMatchObject({ options: [1] });
  });

  it.each([
    ['reaction', { msgKey: 1, timestamp: 5 }],
    ['reaction', { parentMsgKey: key('3A'), senderUserJid: 'secret', timestamp: 5 }],
    ['vote', { parentMsgKey: key('3A'), sender: ANA }],
    ['revoke', { id: 'secret' }],
    ['edit', { ...raw, id: 'secret' }],
  ] as const)(
    'that cannot be understood (%s) names the fields, and not what stood in them',
    (type, odd) => {
      const translate = (): unknown => translateChange(type, odd);
      expect(translate).toThrow(TranslationError);
      expect(translate).not.toThrow(/secret/);
    },
  );
});
