import type { TFunction } from 'i18next';
import type { Message } from '../../../../src-preload/contract/message.ts';
import type { TimeFormats } from '../../../ui/time/time-formats.ts';
import { splitMentions } from '../bubble/split-mentions.ts';
import { messagePreview } from '../message-preview.ts';

/** Messages as lines to paste elsewhere, `[2026-11-28 10:42] Ana: text`; what is no text is named by its kind. */
export function messageLines(
  t: TFunction,
  formats: Pick<TimeFormats, 'dayKey' | 'clock'>,
  messages: readonly Message[],
  /** Of the conversation: who writes in a chat of two. */
  name: string,
): string {
  return messages
    .map(({ direction, senderName, timestamp, type, content, mentions }) => {
      const who = direction === 'outgoing' ? t('thread.you') : (senderName ?? name);
      const text = splitMentions(content, mentions)
        .map((part) =>
          typeof part === 'string'
            ? part
            : `@${part.isOurs === true ? t('bubble.you') : part.name}`,
        )
        .join('');
      const said = messagePreview(t, { type, preview: text });
      return `[${formats.dayKey(timestamp)} ${formats.clock(timestamp)}] ${who}: ${said}`;
    })
    .join('\n');
}
