import { ConversationId, MessageId } from '../../src-preload/contract/ids.ts';

/** The private scheme under which the app's own windows see files and pictures. */
export const MEDIA_SCHEME = 'alexia-media';

/** What an address of the private scheme names. */
export type MediaAddress =
  | { kind: 'file' | 'thumbnail'; conversationId: ConversationId; messageId: MessageId }
  /** The profile picture of who is at the other end of a conversation. */
  | { kind: 'picture'; conversationId: ConversationId };

export function mediaUrl(address: MediaAddress): string {
  const { kind, conversationId } = address;
  return kind === 'picture'
    ? `${MEDIA_SCHEME}://picture/${conversationId}`
    : `${MEDIA_SCHEME}://${kind}/${conversationId}/${address.messageId}`;
}

/** Null for whatever is no address of ours: nothing but ids is taken, so there is no path to leave. */
export function readMediaUrl(url: string): MediaAddress | null {
  const [, kind, conversation, message] =
    /^alexia-media:\/\/(file|thumbnail|picture)\/([\w-]+)(?:\/([\w.:-]+))?(?:\?v=\d+)?$/.exec(
      url,
    ) ?? [];
  const conversationId = ConversationId.safeParse(conversation).data;
  if (!conversationId) return null;
  if (kind === 'picture') return message === undefined ? { kind, conversationId } : null;
  const messageId = MessageId.safeParse(message).data;
  if (!messageId || (kind !== 'file' && kind !== 'thumbnail')) return null;
  return { kind, conversationId, messageId };
}
