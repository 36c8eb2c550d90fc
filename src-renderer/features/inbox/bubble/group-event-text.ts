import type { TFunction } from 'i18next';
import type { GroupEvent } from '../../../../src-preload/contract/message-content.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { isolated } from '../../../i18n/isolated.ts';

/** What stands in a thread for something that happened in a group. */
export function groupEventText(
  t: TFunction,
  { details, unreadable }: Pick<Message, 'details' | 'unreadable'>,
): string {
  if (unreadable !== undefined) return t(`thread.unreadable.${unreadable}`);
  return details?.kind === 'group_event'
    ? groupEventSentence(t, details)
    : t('bubble.groupEvents.unknown.without');
}

/** A sentence that says what happened in a group; the owner of the account is “you”. */
export function groupEventSentence(t: TFunction, happened: GroupEvent): string {
  const { event, people, isByUs = false, includesUs = false, value = '' } = happened;
  const by = isByUs ? t('bubble.you') : happened.by;
  const isAboutUsAlone = includesUs && people.length === 0;
  if (by === null && isAboutUsAlone) {
    if (event === 'added' || event === 'removed' || event === 'demoted') {
      return t(`bubble.groupEvents.${event}.us`);
    }
  }
  // Only where somebody else did it does the sentence begin with another word.
  const isInside = by !== null && event !== 'joined' && event !== 'left';
  const concerned = [
    ...(includesUs ? [t(isInside ? 'bubble.youInside' : 'bubble.you')] : []),
    ...people,
  ];
  // Who comes or goes by themselves is named as the one who did it, or as the one whom it concerns.
  if (concerned.length === 0) concerned.push(by ?? t('bubble.somebody'));
  const words = { by: by ?? '', people: asList(t, concerned), value };
  const form = by === null ? 'without' : isByUs ? 'byUs' : 'by';
  return t(`bubble.groupEvents.${event}.${form}`, words);
}

function asList(t: TFunction, words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  const list = words.slice(0, -1).map(isolated).join(', ');
  return list === '' ? last : t('bubble.twoOrMore', { list, last });
}
