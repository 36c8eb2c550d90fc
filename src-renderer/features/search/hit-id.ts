import type { MessageHit } from '../../../src-preload/contract/search.ts';

/** What makes two hits the same one: a message's id is only unique within its conversation. */
export function hitId({ message }: Pick<MessageHit, 'message'>): string {
  return `${message.conversationId} ${message.messageId}`;
}

/** The id of a hit's row in the page, which has no blanks. */
export function hitRowId(id: string): string {
  return `hit-${id.replace(' ', '-')}`;
}
