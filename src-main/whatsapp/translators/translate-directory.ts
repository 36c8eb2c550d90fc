import { z } from 'zod';
import type { ChatSnapshot, ContactSnapshot, Identity } from '../../domain/whatsapp-event.ts';
import { Seconds } from './raw-message.ts';
import { TranslationError } from './translation-error.ts';
import { unreadCountOf } from './translate-unread.ts';
import { readWid } from './whatsapp-ids.ts';

const text = z.string().nullish();

const RawChat = z.object({
  id: z.unknown(),
  name: text,
  isGroup: z.boolean(),
  groupDescription: text,
  unreadCount: z.number().int().nullish(),
  archive: z.boolean(),
  pinned: z.boolean(),
  /** Of its last message; 0 where there is none. */
  t: Seconds.nullish().catch(undefined),
  digest: z.string(),
});

/** Understands what `read-directory.ts` tells of a chat. @throws TranslationError */
export function translateChat(raw: unknown): ChatSnapshot {
  const parsed = RawChat.safeParse(raw);
  if (!parsed.success) throw TranslationError.of('A chat', parsed.error);
  const chat = parsed.data;
  const chatId = readWid(chat.id);
  if (chatId === undefined) throw new TranslationError('A chat', ['id']);
  return {
    chatId,
    name: chat.name ?? '',
    isGroup: chat.isGroup,
    ...(chat.groupDescription ? { groupDescription: chat.groupDescription } : {}),
    unreadCount: unreadCountOf(chat.unreadCount ?? 0),
    isArchived: chat.archive,
    isPinned: chat.pinned,
    ...(chat.t ? { lastMessageAt: chat.t * 1000 } : {}),
    digest: chat.digest,
  };
}

const RawContact = z.object({
  id: z.unknown(),
  name: text,
  pushname: text,
  shortName: text,
  phoneNumber: text,
  sibling: z.unknown().optional(),
  username: text,
  isBusiness: z.boolean(),
  verifiedLevel: z.number().nullish(),
  isBlocked: z.boolean(),
});

/** WhatsApp's level of a business whose identity it has checked itself. */
const VERIFIED_HIGH = 2;

/** Understands what `read-directory.ts` tells of a contact. @throws TranslationError */
export function translateContact(raw: unknown): ContactSnapshot {
  const parsed = RawContact.safeParse(raw);
  if (!parsed.success) throw TranslationError.of('A contact', parsed.error);
  const contact = parsed.data;
  const whatsappId = readWid(contact.id);
  if (whatsappId === undefined) throw new TranslationError('A contact', ['id']);
  const siblingId = readWid(contact.sibling);
  return {
    whatsappId,
    ...(contact.name ? { name: contact.name } : {}),
    ...(contact.pushname ? { pushname: contact.pushname } : {}),
    ...(contact.shortName ? { shortName: contact.shortName } : {}),
    ...(contact.phoneNumber ? { phoneNumber: contact.phoneNumber } : {}),
    ...(siblingId ? { siblingId } : {}),
    ...(contact.username ? { username: contact.username } : {}),
    isBusiness: contact.isBusiness,
    isVerified: (contact.verifiedLevel ?? 0) >= VERIFIED_HIGH,
    isBlocked: contact.isBlocked,
  };
}

const RawIdentity = z.object({ id: z.unknown(), sibling: z.unknown().optional() });

/** Understands what `read-identity.ts` tells. @throws TranslationError */
export function translateIdentity(raw: unknown): Identity {
  const parsed = RawIdentity.safeParse(raw);
  if (!parsed.success) throw TranslationError.of('An identity', parsed.error);
  const whatsappId = readWid(parsed.data.id);
  if (whatsappId === undefined) throw new TranslationError('An identity', ['id']);
  const siblingId = readWid(parsed.data.sibling);
  return { whatsappId, ...(siblingId ? { siblingId } : {}) };
}
