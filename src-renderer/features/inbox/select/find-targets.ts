import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';

/** Conversations in whose name each word that was typed begins a word, or in whose number the digits stand. */
export function findTargets(
  conversations: readonly ConversationSummary[],
  query: string,
  /** Where the messages are. */
  from: ConversationId | undefined,
): readonly ConversationSummary[] {
  const others = conversations.filter(({ conversationId }) => conversationId !== from);
  const words = folded(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return others;
  const digits = query.replace(/\D/gu, '');
  const isNumber = digits.length >= 3 && /^[\d\s+()-]+$/u.test(query);
  return others.filter(({ name, phoneNumber }) => {
    const parts = folded(name).split(/[^\p{L}\p{N}]+/u);
    return (
      words.every((word) => parts.some((part) => part.startsWith(word))) ||
      (isNumber && phoneNumber?.includes(digits) === true)
    );
  });
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
