import type { ConversationId } from '../../src-preload/contract/ids.ts';

/**
 * Where the profile picture of who is at the other end of a conversation is; nothing is there where none is known.
 * @param version how often it has changed: the window keeps pictures by their address
 */
export function pictureUrl(conversationId: ConversationId, version: number): string {
  return `alexia-media://picture/${conversationId}?v=${version}`;
}
