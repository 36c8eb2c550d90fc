import type { TFunction } from 'i18next';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';

type LastMessage = NonNullable<ConversationSummary['lastMessage']>;

/** Kinds whose text says by itself what they are. */
const selfExplaining: ReadonlySet<LastMessage['type']> = new Set([
  'text',
  'revoked',
  'group_event',
]);

/** One line that stands for a message: its text, after what kind it is; or its kind alone. */
export function messagePreview(
  t: TFunction,
  message: Pick<LastMessage, 'type' | 'preview'>,
): string {
  const { type, preview } = message;
  if (preview !== '' && selfExplaining.has(type)) return preview;
  const kind = t(`thread.types.${type}`);
  return preview === '' ? kind : `${kind}: ${preview}`;
}
