import type { ConversationId, SessionId } from '../../src-preload/contract/ids.ts';
import type { WhatsAppId } from '../domain/whatsapp-event.ts';

export interface ProfilePicture {
  /** A small JPEG; null when there is none that we may see. */
  image: Buffer | null;
  /** When WhatsApp was asked last, in milliseconds. */
  checkedAt: number;
}

/** Whose picture a conversation shows. */
export interface Pictured {
  sessionId: SessionId;
  whatsappId: WhatsAppId;
}

/** The pictures of people (`profile_pictures`), sealed with the keys of the contacts. */
export interface PictureStore {
  /** The person at the other end; null for a conversation that does not exist, or is a group. */
  personOf(conversationId: ConversationId): Promise<Pictured | null>;
  /** Null when WhatsApp was never asked. */
  find(person: Pictured): Promise<ProfilePicture | null>;
  keep(person: Pictured, picture: ProfilePicture): Promise<void>;
}
