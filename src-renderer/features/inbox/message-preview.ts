import type { TFunction } from 'i18next';
import { callWords } from './bubble/call-words.ts';
import { groupEventSentence } from './bubble/group-event-text.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { isolated } from '../../i18n/isolated.ts';

type LastMessage = NonNullable<ConversationSummary['lastMessage']>;

/** Kinds whose text says by itself what they are. */
const selfExplaining: ReadonlySet<LastMessage['type']> = new Set(['text', 'revoked']);

/** One line that stands for a message: its text, after what kind it is; or its kind alone. */
export function messagePreview(
  t: TFunction,
  message: Pick<LastMessage, 'type' | 'preview' | 'happened'>,
): string {
  const { type, preview, happened } = message;
  if (happened?.kind === 'group_event') return groupEventSentence(t, happened);
  if (happened?.kind === 'call') return callWords(t, happened);
  if (preview !== '' && selfExplaining.has(type)) return preview;
  const kind = t(`thread.types.${type}`);
  return preview === '' ? kind : `${kind}: ${isolated(preview)}`;
}
