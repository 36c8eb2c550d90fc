import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import type { CareAction } from './list-state.ts';

/** Pins conversations, or unpins them when all of them are pinned; null where all are archived: WhatsApp pins none of those. */
export function pinning(targets: readonly ConversationSummary[]): CareAction | null {
  if (targets.every((each) => each.isArchived)) return null;
  return { kind: 'pin', isPinned: !targets.every((each) => each.isPinned) };
}

/** Archives conversations, or brings them back when all of them are archived. */
export function archiving(targets: readonly ConversationSummary[]): CareAction {
  return { kind: 'archive', isArchived: !targets.every((each) => each.isArchived) };
}
