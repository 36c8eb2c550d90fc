import { GroupEvent, type MessageDetails } from '../../../src-preload/contract/message-content.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { excerpt } from '../../domain/excerpt.ts';

type LastMessage = NonNullable<ConversationSummary['lastMessage']>;

/**
 * What is kept with a conversation of its last message: the beginning of its text; of what happened in a group, which
 * has no text, all of it as JSON, with WhatsApp ids for people.
 */
export function previewOf(content: string, details: MessageDetails | null | undefined): string {
  return details?.kind === 'group_event' ? JSON.stringify(details) : excerpt(content);
}

export function openPreview(
  type: LastMessage['type'],
  kept: string,
): Pick<LastMessage, 'preview' | 'groupEvent'> {
  if (type !== 'group_event') return { preview: kept };
  // Versions before this one kept nothing of it.
  return kept === ''
    ? { preview: '' }
    : { preview: '', groupEvent: GroupEvent.parse(JSON.parse(kept)) };
}
