/** What WhatsApp's page tells, of each kind at least one that is understood. */
const ANA = '34600111222@c.us';
const ME = '34600000001@c.us';
const GROUP = '120363000000000001@g.us';
const T = 1_760_000_000;

let count = 0;
const newId = (): string => `3EB0${String((count += 1)).padStart(18, '0')}`;

function keyOf(id: string, fromMe = false, remote = ANA): object {
  return { fromMe, remote, id, _serialized: `${fromMe}_${remote}_${id}` };
}

function message(fields: object, id = newId(), fromMe = false): object {
  return {
    id: keyOf(id, fromMe),
    from: fromMe ? ME : ANA,
    to: fromMe ? ANA : ME,
    t: T,
    ack: 1,
    notifyName: 'Hello from Ana',
    ...fields,
  };
}

const TEXT = newId();
const OWN = newId();
const POLL = newId();
const pollOptions = [
  { name: 'Hello from A', localId: 0 },
  { name: 'Hello from B', localId: 1 },
];
const vcard =
  'BEGIN:VCARD\nVERSION:3.0\nFN:Hello from Eva\nitem1.TEL;type=CELL:+34 600 333 444\nEND:VCARD';
const file = { mimetype: 'image/jpeg', size: 1_000, width: 10, height: 20, caption: 'Hello from' };
const text = { type: 'chat', body: 'Hello from Madrid, I want to buy' };

export const rawEvents = {
  message: [
    message(text, TEXT),
    message(text, OWN, true),
    message({ ...text, quotedStanzaID: TEXT, mentionedJidList: [ME, ANA], isForwarded: true }),
    message({
      ...text,
      ...{ title: 'Hello from a shop', description: 'd', matchedText: 'shop.example' },
      canonicalUrl: 'https://shop.example/',
    }),
    message({ type: 'image', ...file, body: '/9j/4AAQSkZJRgABAQAAAQABAAD/' }),
    message({ type: 'document', ...file, filename: 'Hello from.pdf', mimetype: 'application/pdf' }),
    message({ type: 'ptt', ...file, duration: '3' }),
    message({ type: 'video', ...file, isGif: true, isViewOnce: true }),
    message({ type: 'sticker', ...file, mimetype: 'image/webp' }),
    message({ type: 'location', lat: 40.4, lng: -3.7, loc: 'Hello from\nGran Vía 1' }),
    message({ type: 'vcard', body: vcard, vcardFormattedName: 'Hello from Eva' }),
    message({ type: 'multi_vcard', vcardList: [{ displayName: 'Hello from Eva', vcard }] }),
    message(
      { type: 'poll_creation', pollName: 'Hello from', pollOptions, pollSelectableOptionsCount: 1 },
      POLL,
    ),
    message({ type: 'call_log', callOutcome: 'Missed', callDuration: 3, isVideoCall: true }),
    message({ type: 'revoked', protocolMessageKey: keyOf(TEXT) }),
    message({ type: 'ciphertext', decryptionFailed: true }),
    message({ type: 'something_new', body: 'Hello from the future' }),
    {
      ...message({ type: 'gp2', subtype: 'subject', body: 'Hello from', recipients: [ANA] }),
      ...{ id: keyOf(newId(), false, GROUP), author: ANA },
    },
    {
      ...message(text),
      ...{ id: keyOf(newId(), false, '900@lid'), from: '900@lid', senderPn: ANA },
    },
  ],
  ack: [{ id: keyOf(OWN, true), ack: 2 }],
  unread: [{ chatId: ANA, unreadCount: 3 }],
  place: [{ chatId: ANA, isArchived: false, isPinned: true }],
  edit: [
    message({ ...text, body: 'Hello from Lima', latestEditSenderTimestampMs: T * 1000 }, TEXT),
  ],
  revoke: [{ id: keyOf(TEXT), protocolMessageKey: keyOf(TEXT) }],
  reaction: [
    {
      ...{ msgKey: keyOf(newId()), parentMsgKey: keyOf(TEXT), senderUserJid: ANA },
      ...{ reactionText: '👍', timestamp: T * 1000 },
    },
  ],
  vote: [
    {
      ...{ sender: ANA, selectedOptionLocalIds: [1], senderTimestampMs: T * 1000 },
      ...{ parentMsgKey: keyOf(POLL), pollOptions },
    },
  ],
  chat: [
    {
      ...{
        id: ANA,
        name: 'Hello from Ana',
        isGroup: false,
        groupDescription: null,
        unreadCount: 1,
      },
      ...{ archive: false, pinned: false, t: T, digest: 'x' },
    },
  ],
  contact: [
    {
      ...{ id: ANA, name: 'Hello from Ana', pushname: 'Ana', shortName: 'A', username: null },
      ...{ phoneNumber: '34600111222', sibling: '900@lid', isBusiness: true, verifiedLevel: 2 },
      isBlocked: false,
    },
  ],
  textWithId: (id: string): object => message(text, id),
} as const;
