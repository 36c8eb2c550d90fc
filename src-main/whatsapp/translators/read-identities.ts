import type { Identity, WhatsAppId } from '../../domain/whatsapp-event.ts';
import { isPersonId } from '../../domain/whatsapp-id.ts';
import type { RawMessage } from './raw-message.ts';
import { readWid } from './whatsapp-ids.ts';

/**
 * Under which names a message may carry the other id of who wrote it, and of whom it was written to. They are those of
 * WhatsApp's protocol (`sender_pn`, `participant_lid`, …) as its pages and libraries spell them; which of them a page
 * has depends on the chat and changes with its version, so that all are looked for and none is relied on.
 */
const ofSender = [
  'senderPn',
  'senderLid',
  'participantPn',
  'participantLid',
  'authorPn',
  'authorLid',
] as const;
const ofRecipient = ['recipientPn', 'recipientLid', 'peerRecipientPn', 'peerRecipientLid'] as const;

/** That two ids are one person, as far as the message itself says so: a LID and a number, never two of a kind. */
export function readIdentities(
  message: RawMessage,
  people: { fromMe: boolean; chatId: WhatsAppId; author: WhatsAppId | undefined },
): Identity[] {
  const { fromMe, chatId, author } = people;
  // Our own two ids are nobody's business here.
  const whatsappId = fromMe ? chatId : (author ?? chatId);
  if (!isPersonId(whatsappId)) return [];
  for (const name of fromMe ? ofRecipient : ofSender) {
    const siblingId = readWid(message[name]);
    if (siblingId === undefined || !isPersonId(siblingId)) continue;
    if (siblingId.endsWith('@lid') !== whatsappId.endsWith('@lid')) {
      return [{ whatsappId, siblingId }];
    }
  }
  return [];
}
