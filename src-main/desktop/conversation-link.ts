import { ConversationId } from '../../src-preload/contract/ids.ts';

/** The scheme of links to a conversation, `alexia-desk://conversation/<id>`. */
export const LINK_SCHEME = 'alexia-desk';

/** The conversation that one of these words links to, as a command line or the system hands them over; else null. */
export function linkedConversation(words: readonly string[]): ConversationId | null {
  for (const word of words) {
    if (!word.startsWith(`${LINK_SCHEME}://`) || !URL.canParse(word)) continue;
    const { host, pathname, search, hash } = new URL(word);
    const id = ConversationId.safeParse(pathname.slice(1));
    if (host === 'conversation' && search === '' && hash === '' && id.success) return id.data;
  }
  return null;
}
