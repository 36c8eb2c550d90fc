import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { ComposerExtras, ComposerSlice } from '../inbox-state.ts';

const nothing: ComposerExtras = { files: [], replyTo: null, editing: null };

/** What goes with the text of a conversation. */
export function extrasOf(
  { extras }: Pick<ComposerSlice, 'extras'>,
  conversationId: ConversationId,
): ComposerExtras {
  return extras.get(conversationId) ?? nothing;
}
