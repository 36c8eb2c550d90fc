import type {
  ChatPlaced,
  MessageChange,
  ReceivedMessage,
  StatusChanged,
  UnreadCountChanged,
} from '../domain/whatsapp-event.ts';

/** What kind of raw event tells of a message that was changed after it was sent. */
export type ChangeType = 'edit' | 'revoke' | 'reaction' | 'vote';

/**
 * Raw events of WhatsApp into the words of the domain. Each throws an Error that names the field that was wrong, and
 * never its content. `null` means: nothing that belongs in a conversation.
 */
export interface Translators {
  message(raw: unknown): ReceivedMessage | null;
  ack(raw: unknown): StatusChanged | null;
  unread(raw: unknown): UnreadCountChanged;
  place(raw: unknown): ChatPlaced;
  change(type: ChangeType, raw: unknown): MessageChange | null;
}
