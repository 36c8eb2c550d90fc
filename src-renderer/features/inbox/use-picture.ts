import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { pictureUrl } from '../../ui/picture-url.ts';
import { useInbox } from './inbox-context.ts';

/** Where the profile picture of a conversation is, as it is now; a group has none. */
export function usePicture(conversationId: ConversationId): string {
  const version = useInbox((state) => state.pictureVersions.get(conversationId) ?? 0);
  return pictureUrl(conversationId, version);
}
