import type { Bridge } from '../../../../src-preload/contract/contract.ts';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { assertNever } from '../../../bridge/assert-never.ts';
import { call } from '../../../bridge/call.ts';
import type { CareAction } from './list-state.ts';

/**
 * Does one thing to one conversation, and answers what it is then; null where that comes by itself, from WhatsApp.
 * Throws a `BridgeFailure`.
 */
export async function performCare(
  bridge: Bridge,
  conversation: ConversationSummary,
  action: CareAction,
): Promise<ConversationSummary | null> {
  const { conversationId, labels } = conversation;
  switch (action.kind) {
    case 'status':
      return call(bridge, 'conversation.setStatus', { conversationId, status: action.status });
    case 'snooze':
      return call(bridge, 'conversation.setStatus', {
        conversationId,
        status: 'snoozed',
        snoozedUntil: action.until,
      });
    case 'priority':
      return call(bridge, 'conversation.setPriority', {
        conversationId,
        priority: action.priority,
      });
    case 'assign':
      return call(bridge, 'conversation.assign', { conversationId, userId: action.userId });
    case 'addLabel':
      return call(bridge, 'conversation.setLabels', {
        conversationId,
        labels: [...new Set([...labels, action.label])],
      });
    case 'removeLabel':
      return call(bridge, 'conversation.setLabels', {
        conversationId,
        labels: labels.filter((each) => each !== action.label),
      });
    case 'markRead':
      await call(bridge, 'conversation.markRead', { conversationId });
      return call(bridge, 'conversation.get', { conversationId });
    case 'markUnread':
      return call(bridge, 'conversation.markUnread', { conversationId });
    case 'pin':
      return call(bridge, 'conversation.setPinned', { conversationId, isPinned: action.isPinned });
    case 'archive':
      return call(bridge, 'conversation.setArchived', {
        conversationId,
        isArchived: action.isArchived,
      });
    case 'block':
      return call(bridge, 'conversation.setBlocked', {
        conversationId,
        isBlocked: action.isBlocked,
      });
    default:
      return assertNever(action);
  }
}
