import type { Message, MessageCursor } from '../../../../src-preload/contract/message.ts';
import type { PagedList } from '../../../bridge/paged-list.ts';
import type { GalleryQuestion } from './side-panel-state.ts';

type Gallery = PagedList<Message, MessageCursor>;

/** Whether the question finds the message, as the database would. */
export function isAskedFor(message: Message, { kind, tag }: GalleryQuestion): boolean {
  if (message.outbox !== null) return false;
  switch (kind) {
    case 'pictures':
      return message.media !== null && (message.type === 'image' || message.type === 'video');
    case 'documents':
      return message.media !== null && message.type === 'document';
    case 'links':
      return message.linkPreview !== null;
    case 'tagged':
      return message.tags !== undefined && (tag === null || message.tags.includes(tag));
  }
}

/** Puts a message that came or changed where it belongs, newest first, or takes it away. */
export function placeInGallery(
  list: Gallery,
  message: Message,
  question: GalleryQuestion,
): Gallery {
  const others = list.items.filter(({ messageId }) => messageId !== message.messageId);
  if (!isAskedFor(message, question)) return { ...list, items: others };
  const older = others.findIndex((each) => isBefore(each, message));
  // On a page that is still to be fetched it comes with it.
  if (older < 0 && list.next !== null) return { ...list, items: others };
  return { ...list, items: others.toSpliced(older < 0 ? others.length : older, 0, message) };
}

function isBefore(one: Message, other: Message): boolean {
  return one.timestamp === other.timestamp
    ? one.sequence < other.sequence
    : one.timestamp < other.timestamp;
}
