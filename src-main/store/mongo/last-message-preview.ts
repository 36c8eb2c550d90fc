import { Happening } from '../../../src-preload/contract/message-content.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { excerpt } from '../../domain/excerpt.ts';
import type { NewMessage } from '../message-store.ts';

type LastMessage = NonNullable<ConversationSummary['lastMessage']>;

/**
 * What is kept with a conversation of its last message: the beginning of its text, or the name of a document without
 * one. A call, or what happened in a group, has no text: of it all is kept, as JSON, with WhatsApp ids for people.
 */
export function previewOf({
  type,
  content,
  details,
  media,
}: Pick<NewMessage, 'type' | 'content' | 'details' | 'media'>): string {
  if (details?.kind === 'group_event' || details?.kind === 'call') return JSON.stringify(details);
  const fileName = type === 'document' ? media?.fileName : undefined;
  return excerpt(content === '' ? (fileName ?? '') : content);
}

export function openPreview(
  type: LastMessage['type'],
  kept: string,
): Pick<LastMessage, 'preview' | 'happened'> {
  if (type !== 'group_event' && type !== 'call_log') return { preview: kept };
  // Versions before this one kept nothing of it.
  return kept === ''
    ? { preview: '' }
    : { preview: '', happened: Happening.parse(JSON.parse(kept)) };
}
