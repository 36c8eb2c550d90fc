import { createHash } from 'node:crypto';
import type { WireContact, WireMessage } from '../protocol/wire-message.ts';
import type { Chat } from './chat.ts';
import type { MediaTrouble } from './media-store.ts';
import { phoneNumberToId } from './person-ids.ts';
import { newStanzaId, type DeviceType } from './random-ids.ts';
import type { World } from './world.ts';

export interface MediaFile {
  readonly data: Uint8Array;
  readonly mimetype: string;
  readonly filename?: string | undefined;
  readonly caption?: string | undefined;
  /** What WhatsApp calls the message; found by the MIME type if left out. */
  readonly kind?: MediaKind | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly isGif?: boolean | undefined;
  readonly isViewOnce?: boolean | undefined;
  /** A small JPEG in base64, which travels with the message. */
  readonly thumbnail?: string | undefined;
  /** What the message says of its size, where that is not true. */
  readonly announcedSize?: number | undefined;
  readonly trouble?: MediaTrouble | undefined;
}

export const mediaKinds = ['image', 'video', 'audio', 'ptt', 'document', 'sticker'] as const;
export type MediaKind = (typeof mediaKinds)[number];

export interface MessageDraft {
  /** The person who writes; `null` is the owner on the phone. */
  readonly author: WireContact | null;
  readonly text: string;
  /** Seconds; now if left out. */
  readonly at?: number | undefined;
  readonly device?: DeviceType | undefined;
  /** Stanza id of the message that is answered. */
  readonly quotes?: string | undefined;
  readonly media?: MediaFile | undefined;
  /** What kinds other than text and files have. */
  readonly content?: Partial<WireMessage> | undefined;
  readonly forwarded?: boolean | undefined;
  /** People named in the text: phone numbers or ids. */
  readonly mentions?: readonly string[] | undefined;
  readonly ack?: number | undefined;
  readonly tellsOtherId?: boolean | undefined;
}

function mediaType(mimetype: string): string {
  if (mimetype === 'image/webp') return 'sticker';
  if (mimetype.startsWith('image/')) return 'image';
  if (mimetype.startsWith('video/')) return 'video';
  // What phones record themselves is Opus in Ogg.
  if (mimetype.startsWith('audio/ogg')) return 'ptt';
  return mimetype.startsWith('audio/') ? 'audio' : 'document';
}

function mediaFields(world: World, file: MediaFile, t: number): Partial<WireMessage> {
  const { directPath, encFilehash, mediaKey } = world.media.put(file.data, file.mimetype);
  const stored = world.media.get(directPath);
  if (stored !== undefined) Object.assign(stored.trouble, file.trouble);
  return {
    type: file.kind ?? mediaType(file.mimetype),
    body: file.thumbnail ?? '',
    duration: file.duration,
    width: file.width,
    height: file.height,
    isGif: file.isGif,
    isViewOnce: file.isViewOnce,
    caption: file.caption,
    filename: file.filename,
    mimetype: file.mimetype,
    filehash: createHash('sha256').update(file.data).digest('base64'),
    size: file.announcedSize ?? file.data.length,
    directPath,
    encFilehash,
    mediaKey,
    mediaKeyTimestamp: t,
  };
}

function quoteFields(world: World, stanzaId: string): Partial<WireMessage> {
  const { wire } = world.locate(stanzaId).message;
  return {
    quotedMsg: { body: wire.body, type: wire.type, caption: wire.caption },
    quotedStanzaID: stanzaId,
    quotedParticipant: wire.author ?? wire.from,
  };
}

function mentionedId(world: World, person: string): string {
  const id = person.includes('@') ? person : phoneNumberToId(person);
  const contact = world.findContact(id);
  return contact === undefined ? id : world.chatIdOf(contact);
}

function otherId(sender: string, { pn, lid }: WireContact): Partial<WireMessage> {
  return sender === lid ? { senderPn: pn } : { senderLid: lid };
}

/** The message as WhatsApp would carry it; nothing is added to the world but its media. */
export function composeMessage(world: World, chat: Chat, draft: MessageDraft): WireMessage {
  const { author } = draft;
  const fromMe = author === null;
  const sender = author === null ? world.owner.pn : world.chatIdOf(author);
  const inGroup = chat.group !== null;
  const t = draft.at ?? world.nowSeconds();
  return {
    key: {
      fromMe,
      remote: chat.id,
      id: newStanzaId[draft.device ?? 'android'](),
      ...(inGroup ? { participant: sender } : {}),
    },
    from: fromMe ? world.owner.pn : chat.id,
    to: fromMe ? chat.id : world.owner.pn,
    ...(inGroup ? { author: sender } : {}),
    type: 'chat',
    body: draft.text,
    t,
    ack: draft.ack ?? 1,
    notifyName: author?.pushname ?? '',
    ...(draft.quotes === undefined ? {} : quoteFields(world, draft.quotes)),
    ...(draft.media === undefined ? {} : mediaFields(world, draft.media, t)),
    ...(draft.forwarded === true ? { isForwarded: true } : {}),
    ...(draft.mentions === undefined
      ? {}
      : { mentionedJidList: draft.mentions.map((each) => mentionedId(world, each)) }),
    ...(draft.tellsOtherId === true && author !== null ? otherId(sender, author) : {}),
    ...draft.content,
  };
}
