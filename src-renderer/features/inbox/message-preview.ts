import type { TFunction } from 'i18next';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';

type LastMessage = NonNullable<ConversationSummary['lastMessage']>;

/** One line that stands for a message: its text, or what kind it is. */
export function messagePreview(
  t: TFunction,
  message: Pick<LastMessage, 'type' | 'preview'>,
): string {
  return message.preview === '' ? t(`thread.types.${message.type}`) : message.preview;
}
