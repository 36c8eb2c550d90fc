import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';

/** The labels of these conversations, each once, A to Z. */
export function labelsInUse(conversations: readonly ConversationSummary[]): string[] {
  return [...new Set(conversations.flatMap(({ labels }) => labels))].sort((one, other) =>
    one.localeCompare(other),
  );
}
