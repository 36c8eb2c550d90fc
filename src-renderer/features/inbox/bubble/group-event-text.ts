import type { TFunction } from 'i18next';
import type { Message } from '../../../../src-preload/contract/message.ts';

/** A sentence that says what happened in a group. */
export function groupEventText(
  t: TFunction,
  { details, unreadable }: Pick<Message, 'details' | 'unreadable'>,
): string {
  if (unreadable !== undefined) return t(`thread.unreadable.${unreadable}`);
  if (details?.kind !== 'group_event') return t('bubble.groupEvents.unknown.without');
  const { event, by, people, value = '' } = details;
  // Who comes or goes by themselves is named as the one who did it, or as the one whom it concerns.
  const concerned = people.length > 0 ? people : by === null ? [t('bubble.somebody')] : [by];
  const words = { by: by ?? '', people: concerned.join(', '), value };
  return t(`bubble.groupEvents.${event}.${by === null ? 'without' : 'by'}`, words);
}
